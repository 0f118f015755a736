import type * as v from 'valibot';
import { ISSUE_STATES, type IssueState } from '#lib/issues/issue.ts';
import { StoredChanges } from '#lib/issues/issue-bulk.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf, readJson } from '../database/stored.ts';

type Changes = v.InferOutput<typeof StoredChanges>;

/** Databases take so many values in one statement. */
const PIECE = 500;

function piecesOf<Item>(items: readonly Item[]): Item[][] {
  const pieces: Item[][] = [];
  for (let at = 0; at < items.length; at += PIECE) pieces.push(items.slice(at, at + PIECE));
  return pieces;
}

/** State and version of these issues, held for the rest of the transaction; those that are gone are left out. */
export async function holdStates(
  trx: Queries,
  ids: readonly string[],
): Promise<{ id: string; state: IssueState; version: number }[]> {
  const found = [];
  for (const piece of piecesOf(ids)) {
    const rows = await trx
      .updateTable('issue')
      .set((eb) => ({ version: eb.ref('version') }))
      .where('id', 'in', piece)
      .returning(['id', 'state', 'version'])
      .execute();
    found.push(...rows);
  }
  return found.map(({ id, state, version }) => ({
    id,
    state: oneOf(ISSUE_STATES, state, 'issue.state', id),
    version,
  }));
}

/** Gives issues that are held a state, each with its next version. */
export async function setStates(trx: Queries, ids: readonly string[], state: IssueState): Promise<void> {
  for (const piece of piecesOf(ids)) {
    await trx
      .updateTable('issue')
      .set((eb) => ({ state, version: eb('version', '+', 1) }))
      .where('id', 'in', piece)
      .execute();
  }
}

export async function insertBulkChange(
  trx: Queries,
  change: { id: string; personId: string; changes: Changes; changedAtMs: number },
): Promise<void> {
  await trx
    .insertInto('bulk_change')
    .values({
      id: change.id,
      person_id: change.personId,
      changes: JSON.stringify(change.changes),
      changed_at_ms: change.changedAtMs,
      undone_at_ms: null,
    })
    .execute();
}

/** Takes what one press of this person changed, once: a second time there is nothing to take back. */
export async function takeBulkChange(
  trx: Queries,
  id: string,
  personId: string,
  undoneAtMs: number,
): Promise<Changes | undefined> {
  const row = await trx
    .updateTable('bulk_change')
    .set({ undone_at_ms: undoneAtMs })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('undone_at_ms', 'is', null)
    .returning('changes')
    .executeTakeFirst();
  return row && readJson(StoredChanges, row.changes, 'bulk_change.changes', id);
}

/** What nobody takes back any more is forgotten. */
export async function forgetBulkChanges(trx: Queries, beforeMs: number): Promise<void> {
  await trx.deleteFrom('bulk_change').where('changed_at_ms', '<', beforeMs).execute();
}
