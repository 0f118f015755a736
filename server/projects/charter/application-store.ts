import * as v from 'valibot';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** What the organisation works with, and what is checked when it is changed. */
export interface ApplicationRow {
  id: string;
  name: string;
  checklist: string[];
  isUsed: boolean;
  version: number;
}

const Checklist = v.array(v.string());

export async function listApplications(db: Queries): Promise<ApplicationRow[]> {
  const rows = await db.selectFrom('application').selectAll().orderBy('name').execute();
  return rows.map(({ id, name, checklist, in_use, version }) => ({
    ...{ id, name, version },
    checklist: readJson(Checklist, checklist, 'application.checklist', id),
    isUsed: in_use === 1,
  }));
}

export async function insertApplication(trx: Queries, row: ApplicationRow): Promise<void> {
  await trx
    .insertInto('application')
    .values({
      id: row.id,
      name: row.name,
      checklist: JSON.stringify(row.checklist),
      in_use: row.isUsed ? 1 : 0,
      version: row.version,
    })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateApplication(trx: Queries, row: ApplicationRow): Promise<boolean> {
  const result = await trx
    .updateTable('application')
    .set({
      name: row.name,
      checklist: JSON.stringify(row.checklist),
      in_use: row.isUsed ? 1 : 0,
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
