import { Charter } from '#lib/projects/charter/charter.ts';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** What is written about a project beside its row. */
export interface CharterRow {
  sponsorId: string | null;
  sponsorName: string | null;
  charter: Charter;
}

function selectCharters(db: Queries) {
  return db
    .selectFrom('project_charter')
    .leftJoin('person', 'person.id', 'project_charter.sponsor_id')
    .selectAll('project_charter')
    .select('person.name');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectCharters>['execute']>>[number];

function toRow(row: Selected): CharterRow {
  return {
    sponsorId: row.sponsor_id,
    sponsorName: row.name,
    charter: readJson(Charter, row.content, 'project_charter.content', row.project_id),
  };
}

/** The charter of a project; undefined where nobody has written any of it. */
export async function findCharter(db: Queries, projectId: string): Promise<CharterRow | undefined> {
  const row = await selectCharters(db).where('project_id', '=', projectId).executeTakeFirst();
  return row && toRow(row);
}

/** The charters of all projects that have one, by project. */
export async function listCharters(db: Queries): Promise<ReadonlyMap<string, CharterRow>> {
  const rows = await selectCharters(db).execute();
  return new Map(rows.map((row) => [row.project_id, toRow(row)]));
}

/** Writes the charter of a project as a whole, the first time or anew. */
export async function writeCharter(
  trx: Queries,
  projectId: string,
  { sponsorId, charter }: Pick<CharterRow, 'sponsorId' | 'charter'>,
): Promise<void> {
  const content = JSON.stringify(charter);
  await trx
    .insertInto('project_charter')
    .values({ project_id: projectId, sponsor_id: sponsorId, content })
    .onConflict((conflict) => conflict.column('project_id').doUpdateSet({ sponsor_id: sponsorId, content }))
    .execute();
}

/** Takes the charter of a project away: it had none when it was approved. */
export async function deleteCharter(trx: Queries, projectId: string): Promise<void> {
  await trx.deleteFrom('project_charter').where('project_id', '=', projectId).execute();
}

/** Gives the charters that somebody sponsors to a successor, or leaves them without a sponsor. */
export async function handOverSponsored(
  trx: Queries,
  personId: string,
  successorId: string | null,
): Promise<void> {
  await trx
    .updateTable('project_charter')
    .set({ sponsor_id: successorId })
    .where('sponsor_id', '=', personId)
    .execute();
}
