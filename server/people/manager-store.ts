import type { Queries } from '../database/engine.ts';

/** Who leads whom, whether they are still active or not. */
export async function listManagers(db: Queries): Promise<Map<string, string | null>> {
  const rows = await db.selectFrom('person').select(['id', 'manager_id']).execute();
  return new Map(rows.map((row) => [row.id, row.manager_id]));
}

/** Those whom somebody leads. */
export async function listLedBy(db: Queries, managerId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('manager_id', '=', managerId)
    .where('active', '=', 1)
    .orderBy('name')
    .execute();
}

/** Gives these people another manager, or none. */
export async function setManager(
  trx: Queries,
  ids: readonly string[],
  managerId: string | null,
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('person')
    .set((eb) => ({ manager_id: managerId, version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .execute();
}
