import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { SearchSource } from '../search/search-context.ts';
import { listGoalIds, listGoalTexts } from './goal-store.ts';

/** Goals are found by whoever works here. */
export const GOAL_SEARCH: SearchSource = {
  listIds: listGoalIds,
  read: async (db, ids) =>
    (await listGoalTexts(db, ids)).map(({ id, title, note, targetWords, madeAtMs }) => ({
      ...{ source: id, ref: id, scope: 'goal', title },
      body: [targetWords, note].filter((text) => text !== '').join('\n'),
      ...{ href: `/issues/goals/${id}`, atMs: madeAtMs },
    })),
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'goal.view') ? ['goal'] : []),
};
