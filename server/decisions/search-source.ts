import { wordsOfGrid } from '#lib/decisions/option-grid.ts';
import type { SearchSource } from '../search/search-context.ts';
import { listDecisionIds, listDecisionPlaces, listDecisionsById } from './decision-store.ts';
import { seeDecisions } from './see-decisions.ts';

/**
 * Decisions are found by those who may see them, one by one: what they hang on and whom they name says so. What is
 * said in polls is not indexed.
 */
export const DECISION_SEARCH: SearchSource = {
  listIds: listDecisionIds,
  read: async (db, ids) =>
    (await listDecisionsById(db, ids)).map((row) => ({
      source: row.id,
      ref: row.id,
      scope: `decision/${row.id}`,
      number: row.number,
      title: row.question,
      body: [row.outcome, row.why, row.context, wordsOfGrid(row.comparison)]
        .filter((text) => text !== '')
        .join('\n'),
      href: `/decisions/${row.number}`,
      atMs: row.madeAtMs,
    })),
  reach: async (context, actor) =>
    (await seeDecisions(context, actor, await listDecisionPlaces(context.db))).map(
      ({ row }) => `decision/${row.id}`,
    ),
};
