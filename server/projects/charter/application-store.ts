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

/** Who knows which application, by application; those who are switched off apart. */
export async function listApplicationPeople(
  db: Queries,
): Promise<ReadonlyMap<string, { id: string; name: string }[]>> {
  const rows = await db
    .selectFrom('application_person')
    .innerJoin('person', 'person.id', 'application_person.person_id')
    .select(['application_person.application_id', 'person.id', 'person.name'])
    .where('person.active', '=', 1)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
  const byApplication = Map.groupBy(rows, ({ application_id }) => application_id);
  return new Map(
    [...byApplication].map(([id, own]) => [id, own.map((row) => ({ id: row.id, name: row.name }))]),
  );
}

/** Writes who knows an application, in place of those before. */
export async function writeApplicationPeople(
  trx: Queries,
  applicationId: string,
  personIds: readonly string[],
): Promise<void> {
  await trx.deleteFrom('application_person').where('application_id', '=', applicationId).execute();
  if (personIds.length === 0) return;
  await trx
    .insertInto('application_person')
    .values(personIds.map((personId) => ({ application_id: applicationId, person_id: personId })))
    .execute();
}

/** Whoever leaves takes along what they know. */
export async function forgetKnowledgeOf(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('application_person').where('person_id', '=', personId).execute();
}
