import * as v from 'valibot';
import type { Queries } from '../database/engine.ts';
import { readJson } from '../database/stored.ts';

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
    .values({
      actor: place.actor,
      command: place.command,
      key: place.key,
      input_hash: claim.inputHash,
      answer: null,
      at_ms: claim.atMs,
    })
    .onConflict((conflict) => conflict.columns(['actor', 'command', 'key']).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What is kept of a press; `answer` is null where its process ended before it could say what it had stored. */
export async function findPress(
  db: Queries,
  place: PressPlace,
): Promise<{ inputHash: string; answer: { value: unknown } | null } | undefined> {
  const row = await db
    .selectFrom('request_key')
    .select(['input_hash', 'answer'])
    .where('actor', '=', place.actor)
    .where('command', '=', place.command)
    .where('key', '=', place.key)
    .executeTakeFirst();
  if (!row) return undefined;
  const { input_hash: inputHash, answer } = row;
  if (answer === null) return { inputHash, answer: null };
  const name = `${place.actor}/${place.command}/${place.key}`;
  return { inputHash, answer: { value: readJson(v.unknown(), answer, 'request_key.answer', name) } };
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
