import type { SearchSource } from '../search/search-context.ts';
import { listCommitmentIds, listCommitmentPlaces, listCommitmentsById } from './commitment-store.ts';
import { seeCommitments } from './show-commitments.ts';

/**
 * Commitments are found by those who see what they hang on, keep them or wrote them down, one by one [CM8]. Who
 * keeps them outside, and what was answered, is not indexed.
 */
export const COMMITMENT_SEARCH: SearchSource = {
  listIds: listCommitmentIds,
  read: async (db, ids) =>
    (await listCommitmentsById(db, ids)).map(({ id, text, risk, madeAtMs }) => ({
      source: id,
      ref: id,
      scope: `commitment/${id}`,
      title: text,
      body: risk,
      href: `/commitments/${id}`,
      atMs: madeAtMs,
    })),
  reach: async (context, actor) =>
    (await seeCommitments(context, actor, await listCommitmentPlaces(context.db))).map(
      ({ id }) => `commitment/${id}`,
    ),
};
