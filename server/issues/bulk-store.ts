import { ISSUE_STATES, type IssueState } from '#lib/issues/issue.ts';
import type { Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { oneOf } from '../database/stored.ts';

interface IssueStanding {
  id: string;
  state: IssueState;
  version: number;
}

/** State and version of these issues, as they are; those that are gone are left out. */
export async function readStates(db: Queries, ids: readonly string[]): Promise<IssueStanding[]> {
  const found = [];
  for (const piece of piecesOf(ids)) {
    const rows = db.selectFrom('issue').select(['id', 'state', 'version']).where('id', 'in', piece);
    found.push(...(await rows.execute()));
  }
  return found.map(toStanding);
}

/** The same, held for the rest of the transaction. */
export async function holdStates(trx: Queries, ids: readonly string[]): Promise<IssueStanding[]> {
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
  return found.map(toStanding);
}

function toStanding({ id, state, version }: { id: string; state: string; version: number }): IssueStanding {
  return { id, state: oneOf(ISSUE_STATES, state, 'issue.state', id), version };
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
