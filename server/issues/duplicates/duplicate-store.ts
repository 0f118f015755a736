import type { Queries } from '../../database/engine.ts';
import { ISSUE_STATES, type IssueState } from '#lib/issues/issue.ts';
import { TRIAGES, type Triage } from '#lib/issues/triage.ts';
import { oneOf } from '../../database/stored.ts';

/** An issue as it is compared with others. */
export interface ComparedIssue {
  id: string;
  number: number;
  text: string;
  state: IssueState;
  triage: Triage;
}

/** Issues that another could be the same as: all but what was declined, dropped, or merged already. */
export async function listCompared(db: Queries): Promise<ComparedIssue[]> {
  const rows = await db
    .selectFrom('issue')
    .select(['id', 'number', 'title', 'state', 'triage'])
    .where('triage', 'in', ['new', 'accepted', 'snoozed'])
    .where('state', '!=', 'dropped')
    .orderBy('number')
    .execute();
  return rows.map(({ id, number, title, state, triage }) => ({
    ...{ id, number, text: title },
    state: oneOf(ISSUE_STATES, state, 'issue.state', id),
    triage: oneOf(TRIAGES, triage, 'issue.triage', id),
  }));
}

/** One name for two issues, whichever comes first. */
export function unlikeKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** The pairs of which somebody said that they are not the same, by `unlikeKey`. */
export async function listUnlike(db: Queries): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('issue_unlike').select(['one_id', 'other_id']).execute();
  return new Set(rows.map(({ one_id, other_id }) => unlikeKey(one_id, other_id)));
}

export async function insertUnlike(
  trx: Queries,
  { oneId, otherId, byId, atMs }: { oneId: string; otherId: string; byId: string; atMs: number },
): Promise<void> {
  const [one, other] = oneId < otherId ? [oneId, otherId] : [otherId, oneId];
  await trx
    .insertInto('issue_unlike')
    .values({ one_id: one, other_id: other, said_by: byId, said_at_ms: atMs })
    .onConflict((conflict) => conflict.columns(['one_id', 'other_id']).doNothing())
    .execute();
}

export async function deleteUnlike(trx: Queries, oneId: string, otherId: string): Promise<void> {
  const [one, other] = oneId < otherId ? [oneId, otherId] : [otherId, oneId];
  await trx.deleteFrom('issue_unlike').where('one_id', '=', one).where('other_id', '=', other).execute();
}
