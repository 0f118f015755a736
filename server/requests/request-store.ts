import type { Queries } from '../database/engine.ts';

/** Where one press is kept. */
export interface PressPlace {
  actor: string;
  command: string;
  key: string;
}

/** Takes the place of a press; false when it is taken. A press of the same moment waits here for the other's commit. */
export async function claimPress(
  trx: Queries,
  place: PressPlace,
  claim: { inputHash: string; atMs: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('request_key')
    .values({ ...place, input_hash: claim.inputHash, answer: null, at_ms: claim.atMs })
    .onConflict((conflict) => conflict.columns(['actor', 'command', 'key']).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findPress(
  db: Queries,
  place: PressPlace,
): Promise<{ inputHash: string; answer: string | null } | undefined> {
  const row = await db
    .selectFrom('request_key')
    .select(['input_hash', 'answer'])
    .where('actor', '=', place.actor)
    .where('command', '=', place.command)
    .where('key', '=', place.key)
    .executeTakeFirst();
  return row && { inputHash: row.input_hash, answer: row.answer };
}

export async function writeAnswer(db: Queries, place: PressPlace, answer: string): Promise<void> {
  await db
    .updateTable('request_key')
    .set({ answer })
    .where('actor', '=', place.actor)
    .where('command', '=', place.command)
    .where('key', '=', place.key)
    .execute();
}

/** Gives the place of a press back: what was pressed came to nothing. */
export async function releasePress(db: Queries, place: PressPlace): Promise<void> {
  await db
    .deleteFrom('request_key')
    .where('actor', '=', place.actor)
    .where('command', '=', place.command)
    .where('key', '=', place.key)
    .execute();
}

export async function forgetPresses(db: Queries, beforeMs: number): Promise<void> {
  await db.deleteFrom('request_key').where('at_ms', '<', beforeMs).execute();
}
