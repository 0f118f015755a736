import { ISSUE_STATES, type IssueState } from '#lib/issues/issue.ts';
import { TRIAGES, type Triage } from '#lib/issues/triage.ts';
import type { Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { oneOf } from '../database/stored.ts';

interface IssueStanding {
  id: string;
  state: IssueState;
  triage: Triage;
  version: number;
}

/** State and version of these issues, as they are; those that are gone are left out. */
export async function readStates(db: Queries, ids: readonly string[]): Promise<IssueStanding[]> {
  const found = [];
  for (const piece of piecesOf(ids)) {
    const rows = db.selectFrom('issue').select(['id', 'state', 'triage', 'version']).where('id', 'in', piece);
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
      .returning(['id', 'state', 'triage', 'version'])
      .execute();
    found.push(...rows);
  }
  return found.map(toStanding);
}

function toStanding(row: { id: string; state: string; triage: string; version: number }): IssueStanding {
  const { id, version } = row;
  const state = oneOf(ISSUE_STATES, row.state, 'issue.state', id);
  return { id, state, triage: oneOf(TRIAGES, row.triage, 'issue.triage', id), version };
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
