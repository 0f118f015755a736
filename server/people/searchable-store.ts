import type { Queries } from '../database/engine.ts';

export async function listPersonIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('person').select('id').execute()).map(({ id }) => id);
}

/** Those of these people who are not switched off, by name. */
export async function listActiveNames(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; name: string; createdAtMs: number }[]> {
  return db
    .selectFrom('person')
    .select(['id', 'name', 'created_at_ms as createdAtMs'])
    .where('id', 'in', ids)
    .where('active', '=', 1)
    .execute();
}
