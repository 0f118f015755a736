import { asId } from '#lib/base/ids.ts';
import type { DepartmentId } from '#lib/people/person.ts';
import type { Queries } from '../database/engine.ts';

export interface DepartmentRow {
  id: DepartmentId;
  name: string;
  part: string | null;
  version: number;
}

export async function listDepartments(db: Queries): Promise<DepartmentRow[]> {
  const rows = await db.selectFrom('department').selectAll().orderBy('name').execute();
  return rows.map((row) => ({ ...row, id: asId<'department'>(row.id) }));
}

/**
 * Whoever next counts or compares what the whole organisation has, its departments, managers or templates, waits until
 * this transaction is over; SQLite has one writer anyway.
 */
export async function holdOrganisation(trx: Queries): Promise<void> {
  await trx
    .updateTable('organisation')
    .set((eb) => ({ version: eb.ref('version') }))
    .execute();
}

/** Adds a department in its first version, or puts one back in the version that it had. */
export async function insertDepartment(
  trx: Queries,
  { id, name, part, version = 1 }: Omit<DepartmentRow, 'version'> & { version?: number },
): Promise<void> {
  await trx.insertInto('department').values({ id, name, part, version }).execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateDepartment(
  trx: Queries,
  id: string,
  version: number,
  change: Pick<DepartmentRow, 'name' | 'part'>,
): Promise<boolean> {
  const result = await trx
    .updateTable('department')
    .set({ name: change.name, part: change.part, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Moves everybody, those who are switched off too; returns whom, with the version that this made of them. */
export async function movePeople(
  trx: Queries,
  fromId: string,
  intoId: string,
): Promise<{ id: string; version: number }[]> {
  return trx
    .updateTable('person')
    .set((eb) => ({ department_id: intoId, version: eb('version', '+', 1) }))
    .where('department_id', '=', fromId)
    .returning(['id', 'version'])
    .execute();
}

/** Moves one person on top of exactly this version; false when somebody changed them since. */
export async function movePersonBack(
  trx: Queries,
  person: { id: string; version: number },
  departmentId: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('person')
    .set({ department_id: departmentId, version: person.version + 1 })
    .where('id', '=', person.id)
    .where('version', '=', person.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** How many belong to a department, those who are switched off too. */
export async function countPeople(db: Queries, departmentId: string): Promise<number> {
  const row = await db
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('department_id', '=', departmentId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function deleteDepartment(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('department').where('id', '=', id).execute();
}
