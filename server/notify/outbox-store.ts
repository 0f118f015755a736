import { newId } from '#lib/base/ids.ts';
import { LETTER_STATES, OUTBOX_KINDS, type LetterState, type OutboxKind } from '#lib/notify/outbox.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { skippingLocked } from '../database/skip-locked.ts';
import { oneOf } from '../database/stored.ts';

/** A letter on its way. */
export interface LetterRow {
  id: string;
  kind: OutboxKind;
  /** Its reader, or null where that is a guest. */
  personId: string | null;
  guestAddressId: string | null;
  occasion: string;
  state: LetterState;
  dueMs: number;
  attempts: number;
  claim: string | null;
  sinceMs: number;
  error: string | null;
}

/** Writes letters that are to leave, under ids that the caller may give; one that is there already stays as it is. */
export async function insertLetters(
  trx: Queries,
  letters: readonly {
    id?: string;
    kind: OutboxKind;
    personId: string;
    occasion: string;
    dueMs: number;
    atMs: number;
  }[],
): Promise<void> {
  for (const piece of piecesOf(letters))
    await trx
      .insertInto('outbox')
      .values(
        piece.map(({ id = newId(), kind, personId, occasion, dueMs, atMs }) => ({
          id,
          kind,
          person_id: personId,
          guest_address_id: null,
          occasion,
          state: 'waiting',
          due_ms: dueMs,
          attempts: 0,
          claimed_until_ms: null,
          claim: null,
          since_ms: atMs,
          error: null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['person_id', 'kind', 'occasion']).doNothing())
      .execute();
}

/** Writes a letter to each of these guests, once for an occasion. */
export async function insertGuestLetters(
  trx: Queries,
  guestAddressIds: readonly string[],
  { occasion, dueMs, atMs }: { occasion: string; dueMs: number; atMs: number },
): Promise<void> {
  for (const piece of piecesOf(guestAddressIds))
    await trx
      .insertInto('outbox')
      .values(
        piece.map((guestAddressId) => ({
          id: newId(),
          kind: 'guest',
          person_id: null,
          guest_address_id: guestAddressId,
          occasion,
          state: 'waiting',
          due_ms: dueMs,
          attempts: 0,
          claimed_until_ms: null,
          claim: null,
          since_ms: atMs,
          error: null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['guest_address_id', 'kind', 'occasion']).doNothing())
      .execute();
}

/** Letters about these notices that nobody has begun to send. */
export async function deleteWaitingUrgent(trx: Queries, noticeIds: readonly string[]): Promise<void> {
  for (const piece of piecesOf(noticeIds))
    await trx
      .deleteFrom('outbox')
      .where('kind', '=', 'urgent')
      .where('state', '=', 'waiting')
      .where('occasion', 'in', piece)
      .execute();
}

/**
 * Takes the next letter that is due, for one process alone until `untilMs` [NO8]: whoever else asks at the same
 * moment gets another one, or none.
 */
export async function claimLetter(
  { db, engine }: Pick<Database, 'db' | 'engine'>,
  { claim, nowMs, untilMs }: { claim: string; nowMs: number; untilMs: number },
): Promise<LetterRow | undefined> {
  const due = db
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'waiting')
    .where('due_ms', '<=', nowMs)
    .where((eb) => eb.or([eb('claimed_until_ms', 'is', null), eb('claimed_until_ms', '<=', nowMs)]))
    .orderBy('due_ms')
    .orderBy('id')
    .limit(1);
  const row = await db
    .updateTable('outbox')
    .set((eb) => ({ claim, claimed_until_ms: untilMs, attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', skippingLocked(engine, due))
    .returningAll()
    .executeTakeFirst();
  return row && toLetter(row);
}

/** Before the mail server hears of it; false where another process has the letter by now. */
export async function markSending(
  trx: Queries,
  letter: { id: string; claim: string | null },
  sinceMs: number,
): Promise<boolean> {
  const row = await trx
    .updateTable('outbox')
    .set({ state: 'sending', since_ms: sinceMs })
    .where('id', '=', letter.id)
    .where('claim', '=', letter.claim)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** How a letter went, written by the process that has it; false where that is another one by now. */
export async function settleLetter(
  trx: Queries,
  letter: { id: string; claim: string | null },
  outcome: { state: LetterState; dueMs?: number; sinceMs: number; error: string | null },
): Promise<boolean> {
  const row = await trx
    .updateTable('outbox')
    .set({
      state: outcome.state,
      since_ms: outcome.sinceMs,
      error: outcome.error,
      claim: null,
      claimed_until_ms: null,
      due_ms: outcome.dueMs,
    })
    .where('id', '=', letter.id)
    .where('claim', '=', letter.claim)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes what was found 'sending' after its process died, for this one alone. */
export async function claimLost(
  { db, engine }: Pick<Database, 'db' | 'engine'>,
  { claim, nowMs, untilMs }: { claim: string; nowMs: number; untilMs: number },
): Promise<LetterRow[]> {
  const lost = db
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'sending')
    .where('claimed_until_ms', '<=', nowMs);
  const rows = await db
    .updateTable('outbox')
    .set({ claim, claimed_until_ms: untilMs })
    .where('id', 'in', skippingLocked(engine, lost))
    .returningAll()
    .execute();
  return rows.map(toLetter);
}

/** The letters that did not simply leave, and what waits, newest first, for who looks after mail. */
export async function listTroubledLetters(
  db: Queries,
  limit: number,
): Promise<(Omit<LetterRow, 'claim'> & { name: string })[]> {
  const rows = await db
    .selectFrom('outbox')
    .leftJoin('person', 'person.id', 'outbox.person_id')
    .leftJoin('guest_address', 'guest_address.id', 'outbox.guest_address_id')
    .leftJoin('guest', 'guest.id', 'guest_address.guest_id')
    .selectAll('outbox')
    .select((eb) => eb.fn.coalesce('person.name', 'guest.name').as('name'))
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['dropped', 'failed', 'sending']),
        eb.and([eb('state', '=', 'waiting'), eb('attempts', '>', 0)]),
      ]),
    )
    .orderBy('since_ms', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...toLetter(row), name: row.name ?? '' }));
}

/** How many letters are in each state. */
export async function countLetters(db: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('outbox')
    .select((eb) => ['state', eb.fn.countAll<number | string>().as('letters')])
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, letters }) => [state, Number(letters)]));
}

/** Forgets letters that were settled before a moment. */
export async function deleteOldLetters(trx: Queries, beforeMs: number): Promise<void> {
  await trx
    .deleteFrom('outbox')
    .where('state', 'in', ['sent', 'dropped', 'failed'])
    .where('since_ms', '<', beforeMs)
    .execute();
}

/** Forgets the letters of one person. */
export async function deleteLettersOf(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('outbox').where('person_id', '=', personId).execute();
}

function toLetter(row: {
  id: string;
  kind: string;
  person_id: string | null;
  guest_address_id: string | null;
  occasion: string;
  state: string;
  due_ms: number;
  attempts: number;
  claim: string | null;
  since_ms: number;
  error: string | null;
}): LetterRow {
  return {
    id: row.id,
    kind: oneOf(OUTBOX_KINDS, row.kind, 'outbox.kind', row.id),
    personId: row.person_id,
    guestAddressId: row.guest_address_id,
    occasion: row.occasion,
    state: oneOf(LETTER_STATES, row.state, 'outbox.state', row.id),
    dueMs: row.due_ms,
    attempts: row.attempts,
    claim: row.claim,
    sinceMs: row.since_ms,
    error: row.error,
  };
}
