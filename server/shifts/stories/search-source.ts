import type { SearchSource } from '../../search/search-context.ts';
import { reachRounds } from '../search-source.ts';
import { listStoriesById, listStoryIds } from './story-store.ts';

/** Stories are found by their words as long as everybody reads them. */
export const STORY_SEARCH: SearchSource = {
  listIds: listStoryIds,
  read: async (db, ids) =>
    (await listStoriesById(db, ids)).flatMap(({ id, roundId, title, text, publishedAtMs }) =>
      publishedAtMs === null
        ? []
        : [
            {
              ...{ source: id, ref: id, scope: 'round', title, body: text },
              ...{ href: `/shifts/${roundId}/stories/${id}`, atMs: publishedAtMs },
            },
          ],
    ),
  reach: reachRounds,
};
