import type { Actor } from '#lib/people/person.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { SearchSource } from '../search/search-context.ts';
import { listFindingIds, listFindingTexts } from './findings/finding-store.ts';
import { listRoundIds, listRoundTexts } from './searchable-store.ts';

/** Whoever may read rounds reads what was found in them; diaries are for those who were there, and not indexed. */
export async function reachRounds(_context: Context, actor: Actor): Promise<string[]> {
  return isPermitted(standingsOf(actor), 'shift.view') ? ['round'] : [];
}

export const ROUND_SEARCH: SearchSource = {
  listIds: listRoundIds,
  read: async (db, ids) =>
    (await listRoundTexts(db, ids)).map(({ id, title, goal, createdAtMs }) => ({
      source: id,
      ref: id,
      scope: 'round',
      title,
      body: goal,
      href: `/shifts/${id}`,
      atMs: createdAtMs,
    })),
  reach: reachRounds,
};

export const FINDING_SEARCH: SearchSource = {
  listIds: listFindingIds,
  read: async (db, ids) =>
    (await listFindingTexts(db, ids)).map(({ id, roundId, text, trackerKey, reportedAtMs }) => {
      const [title = '', ...rest] = text.trim().split('\n');
      return {
        source: id,
        ref: id,
        scope: 'round',
        title,
        body: [...rest, trackerKey].join('\n'),
        href: `/shifts/${roundId}/findings#finding-${id}`,
        atMs: reportedAtMs,
      };
    }),
  reach: reachRounds,
};
