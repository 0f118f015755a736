import { asId } from '#lib/base/ids.ts';
import {
  COMPETENCE_LEVELS,
  type CompetenceId,
  type CompetenceLevel,
  type CompetenceView,
} from '#lib/people/competence.ts';
import type { Queries } from '../database/engine.ts';
import { StoredError, type Column } from '../database/stored.ts';

export interface CompetenceRow {
  id: CompetenceId;
  name: string;
  version: number;
}

export async function listCompetences(db: Queries): Promise<CompetenceRow[]> {
  const rows = await db.selectFrom('competence').selectAll().orderBy('name').execute();
  return rows.map((row) => ({ ...row, id: asId<'competence'>(row.id) }));
}

/** Adds a competence in its first version, or puts one back in the version that it had. */
export async function insertCompetence(
  trx: Queries,
  { id, name, version = 1 }: { id: string; name: string; version?: number },
): Promise<void> {
  await trx.insertInto('competence').values({ id, name, version }).execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function renameCompetence(
  trx: Queries,
  id: string,
  version: number,
  name: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('competence')
    .set({ name, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What was said of a competence, as its removal keeps it. */
export interface KeptView {
  personId: string;
  own: number | null;
  manager: number | null;
  managerName: string | null;
}

/** Takes a competence away with all that was said of it, which comes back. */
export async function deleteCompetence(trx: Queries, id: string): Promise<KeptView[]> {
  const views = await trx
    .deleteFrom('person_competence')
    .where('competence_id', '=', id)
    .returning(['person_id', 'own_level', 'manager_level', 'manager_name'])
    .execute();
  await trx.deleteFrom('competence').where('id', '=', id).execute();
  return views.map((view) => ({
    personId: view.person_id,
    own: view.own_level,
    manager: view.manager_level,
    managerName: view.manager_name,
  }));
}

export async function insertViews(
  trx: Queries,
  competenceId: string,
  views: readonly KeptView[],
): Promise<void> {
  for (const view of views) {
    await trx
      .insertInto('person_competence')
      .values({
        person_id: view.personId,
        competence_id: competenceId,
        own_level: view.own,
        manager_level: view.manager,
        manager_name: view.managerName,
      })
      .execute();
  }
}

/** What is said of these people, by person and then by competence; without `people` of everybody. */
export async function listCompetenceViews(
  db: Queries,
  people?: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, CompetenceView>>> {
  let query = db.selectFrom('person_competence').selectAll();
  if (people) query = query.where('person_id', 'in', people);
  const views = new Map<string, Map<string, CompetenceView>>();
  for (const row of await query.execute()) {
    const own = views.get(row.person_id) ?? new Map<string, CompetenceView>();
    own.set(row.competence_id, {
      own: toLevel(row.own_level, 'person_competence.own_level', row.person_id),
      manager: toLevel(row.manager_level, 'person_competence.manager_level', row.person_id),
      managerName: row.manager_name,
    });
    views.set(row.person_id, own);
  }
  return views;
}

function toLevel(
  stored: number | null,
  column: 'person_competence.own_level' | 'person_competence.manager_level',
  personId: string,
): CompetenceLevel | null {
  return stored === null ? null : readCompetenceLevel(stored, column, personId);
}

/** A stored level; throws a StoredError for what is none. */
export function readCompetenceLevel(stored: number, column: Column, row: string): CompetenceLevel {
  const level = COMPETENCE_LEVELS.find((value) => value === stored);
  if (level === undefined) throw new StoredError(column, row, 'it is no level');
  return level;
}

/** Writes one of the two views; the other stays as it is. */
export async function writeView(
  trx: Queries,
  of: { personId: string; competenceId: string },
  view: { own_level: number | null } | { manager_level: number | null; manager_name: string | null },
): Promise<void> {
  await trx
    .insertInto('person_competence')
    .values({
      person_id: of.personId,
      competence_id: of.competenceId,
      own_level: null,
      manager_level: null,
      manager_name: null,
      ...view,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'competence_id']).doUpdateSet(view))
    .execute();
}
