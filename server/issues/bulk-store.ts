import { ISSUE_STATES, type IssueState } from '#lib/issues/issue.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

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
