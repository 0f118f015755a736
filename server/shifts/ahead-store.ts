import type { Queries } from '../database/engine.ts';

/** Whether somebody wants to hear of the next round. */
export async function isAhead(db: Queries, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('shift_ahead')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Everybody who wants to hear of the next round. */
export async function listAheadPeople(db: Queries): Promise<string[]> {
  const rows = await db.selectFrom('shift_ahead').select('person_id').orderBy('at_ms').execute();
  return rows.map(({ person_id }) => person_id);
}

export async function insertAhead(trx: Queries, personId: string, atMs: number): Promise<void> {
  await trx
    .insertInto('shift_ahead')
    .values({ person_id: personId, at_ms: atMs })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .execute();
}

export async function deleteAhead(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('shift_ahead').where('person_id', '=', personId).execute();
}

/** Everybody who asked, and their asking is over: the one who takes them tells them. */
export async function takeAhead(trx: Queries): Promise<string[]> {
  const rows = await trx.deleteFrom('shift_ahead').returning('person_id').execute();
  return rows.map(({ person_id }) => person_id);
}

/** Rounds for which one can sign up on a day (ISO) and of which nobody was told yet. */
export async function listUntoldRounds(db: Queries, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('shift_round')
    .select('id')
    .where('is_told', '=', 0)
    .where('cancelled_at_ms', 'is', null)
    .where((eb) => eb.or([eb('opens_on', 'is', null), eb('opens_on', '<=', today)]))
    .execute();
  return rows.map(({ id }) => id);
}

/** False when somebody else told of it meanwhile. */
export async function markAheadTold(trx: Queries, roundId: string): Promise<boolean> {
  const result = await trx
    .updateTable('shift_round')
    .set({ is_told: 1 })
    .where('id', '=', roundId)
    .where('is_told', '=', 0)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
