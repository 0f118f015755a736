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

/** Whoever adds or renames next waits until this transaction is over; SQLite has one writer anyway. */
export async function holdDepartments(trx: Queries): Promise<void> {
  await trx
    .updateTable('organisation')
    .set((eb) => ({ version: eb.ref('version') }))
    .execute();
}

export async function insertDepartment(
  trx: Queries,
  department: Omit<DepartmentRow, 'version'>,
): Promise<void> {
  await trx
    .insertInto('department')
    .values({ id: department.id, name: department.name, part: department.part, version: 1 })
    .execute();
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

/** Moves everybody, those who are switched off too; returns how many. */
export async function movePeople(trx: Queries, fromId: string, intoId: string): Promise<number> {
  const result = await trx
    .updateTable('person')
    .set((eb) => ({ department_id: intoId, version: eb('version', '+', 1) }))
    .where('department_id', '=', fromId)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function deleteDepartment(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('department').where('id', '=', id).execute();
}
