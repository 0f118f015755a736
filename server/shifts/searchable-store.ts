import type { Queries } from '../database/engine.ts';

export async function listRoundIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('shift_round').select('id').execute()).map(({ id }) => id);
}

/** What people wrote of these rounds. */
export async function listRoundTexts(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; title: string; goal: string; createdAtMs: number }[]> {
  return db
    .selectFrom('shift_round')
    .select(['id', 'title', 'goal', 'created_at_ms as createdAtMs'])
    .where('id', 'in', ids)
    .execute();
}

/** What others hang things on: the names of these rounds. */
export async function listRoundNames(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; title: string; createdBy: string }[]> {
  return db
    .selectFrom('shift_round')
    .select(['id', 'title', 'created_by as createdBy'])
    .where('id', 'in', ids)
    .execute();
}
