// Above 300 lines: every query of three tables.
import * as v from 'valibot';
import { asId } from '#lib/base/ids.ts';
import { LOCALES, type Locale } from '#lib/base/locale.ts';
import { SUBJECT_KINDS, type SubjectRef } from '#lib/base/subject.ts';
import {
  DOOR_OUTCOMES,
  DOOR_WORD_KINDS,
  type DoorId,
  type DoorOutcome,
  type DoorWord,
} from '#lib/outside/door.ts';
import type { Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { oneOf, readJson } from '../database/stored.ts';

/** A door as it is kept, with the name that its maker has now. */
export interface DoorRow {
  id: DoorId;
  subject: SubjectRef;
  makerId: string;
  makerName: string;
  madeAtMs: number;
  holderName: string;
  holderAddress: string;
  locale: Locale;
  title: string;
  message: string;
  asks: string;
  commitmentIds: string[];
  expiresAtMs: number;
  endedAtMs: number | null;
  visits: number;
  outcome: DoorOutcome | null;
  codeHash: string | null;
  codeExpiresAtMs: number | null;
  codeTries: number;
}

const StoredIds = v.array(v.string());

function selectDoors(db: Queries) {
  return db
    .selectFrom('outside_door')
    .innerJoin('person', 'person.id', 'outside_door.made_by')
    .selectAll('outside_door')
    .select('person.name as maker_name');
}

type SelectedDoor = Awaited<ReturnType<ReturnType<typeof selectDoors>['execute']>>[number];

function toDoor(row: SelectedDoor): DoorRow {
  const kind = oneOf(SUBJECT_KINDS, row.subject_kind, 'outside_door.subject_kind', row.id);
  return {
    id: asId<'door'>(row.id),
    subject: { kind, id: row.subject_id },
    makerId: row.made_by,
    makerName: row.maker_name,
    madeAtMs: row.made_at_ms,
    holderName: row.holder_name,
    holderAddress: row.holder_address,
    locale: oneOf(LOCALES, row.locale, 'outside_door.locale', row.id),
    title: row.title,
    message: row.message,
    asks: row.asks,
    commitmentIds: readJson(StoredIds, row.commitment_ids, 'outside_door.commitment_ids', row.id),
    expiresAtMs: row.expires_at_ms,
    endedAtMs: row.ended_at_ms,
    visits: row.visits,
    outcome: row.outcome === null ? null : oneOf(DOOR_OUTCOMES, row.outcome, 'outside_door.outcome', row.id),
    codeHash: row.code_hash,
    codeExpiresAtMs: row.code_expires_at_ms,
    codeTries: row.code_tries,
  };
}

export async function findDoor(
  db: Queries,
  by: { id: string } | { tokenHash: string },
): Promise<DoorRow | undefined> {
  const row = await (
    'id' in by
      ? selectDoors(db).where('outside_door.id', '=', by.id)
      : selectDoors(db).where('token_hash', '=', by.tokenHash)
  ).executeTakeFirst();
  return row && toDoor(row);
}

/** The doors on one subject, or those that a person made, the newest first. */
export async function listDoorRows(
  db: Queries,
  of: { subject: SubjectRef } | { makerId: string },
): Promise<DoorRow[]> {
  const query = selectDoors(db).orderBy('made_at_ms', 'desc').orderBy('outside_door.id');
  const rows = await (
    'subject' in of
      ? query.where('subject_kind', '=', of.subject.kind).where('subject_id', '=', of.subject.id)
      : query.where('made_by', '=', of.makerId)
  ).execute();
  return rows.map(toDoor);
}

export async function countOpenDoors(db: Queries, { kind, id }: SubjectRef, nowMs: number): Promise<number> {
  const row = await db
    .selectFrom('outside_door')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('ended_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** How a door is first written down. */
export type NewDoor = Omit<
  DoorRow,
  'makerName' | 'endedAtMs' | 'visits' | 'outcome' | 'codeHash' | 'codeExpiresAtMs' | 'codeTries'
> & { tokenHash: string };

export async function insertDoor(trx: Queries, door: NewDoor): Promise<void> {
  await trx
    .insertInto('outside_door')
    .values({
      id: door.id,
      subject_kind: door.subject.kind,
      subject_id: door.subject.id,
      made_by: door.makerId,
      made_at_ms: door.madeAtMs,
      token_hash: door.tokenHash,
      holder_name: door.holderName,
      holder_address: door.holderAddress,
      locale: door.locale,
      title: door.title,
      message: door.message,
      asks: door.asks,
      commitment_ids: JSON.stringify(door.commitmentIds),
      expires_at_ms: door.expiresAtMs,
      ended_at_ms: null,
      visits: 0,
      outcome: null,
      code_hash: null,
      code_expires_at_ms: null,
      code_tries: 0,
    })
    .execute();
}

/** Takes a door for the rest of a transaction: two formal acts at once are one after the other. */
export async function holdDoor(trx: Queries, id: string): Promise<void> {
  await trx
    .updateTable('outside_door')
    .set((eb) => ({ visits: eb.ref('visits') }))
    .where('id', '=', id)
    .execute();
}

/** Ends a door, or opens it again; false where it stood so already. */
export async function setDoorEnd(trx: Queries, id: string, endedAtMs: number | null): Promise<boolean> {
  const result = await trx
    .updateTable('outside_door')
    .set({ ended_at_ms: endedAtMs })
    .where('id', '=', id)
    .where('ended_at_ms', endedAtMs === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends all doors of a person. */
export async function endDoorsOf(trx: Queries, makerId: string, endedAtMs: number): Promise<void> {
  await trx
    .updateTable('outside_door')
    .set({ ended_at_ms: endedAtMs })
    .where('made_by', '=', makerId)
    .where('ended_at_ms', 'is', null)
    .execute();
}

/** Keeps the code that is mailed, in place of the one before, or none. */
export async function setDoorCode(
  trx: Queries,
  id: string,
  code: { hash: string; expiresAtMs: number } | null,
): Promise<void> {
  await trx
    .updateTable('outside_door')
    .set({ code_hash: code?.hash ?? null, code_expires_at_ms: code?.expiresAtMs ?? null, code_tries: 0 })
    .where('id', '=', id)
    .execute();
}

export async function countCodeTry(trx: Queries, id: string): Promise<void> {
  await trx
    .updateTable('outside_door')
    .set((eb) => ({ code_tries: eb('code_tries', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Writes how a formal act ended, once; false where one ended before. */
export async function setDoorOutcome(trx: Queries, id: string, outcome: DoorOutcome): Promise<boolean> {
  const result = await trx
    .updateTable('outside_door')
    .set({ outcome, code_hash: null, code_expires_at_ms: null })
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Begins a visit and counts it; false where this press began it before. */
export async function insertVisit(
  trx: Queries,
  visit: { tokenHash: string; doorId: string; begunAtMs: number },
): Promise<boolean> {
  const result = await trx
    .insertInto('outside_visit')
    .values({ token_hash: visit.tokenHash, door_id: visit.doorId, begun_at_ms: visit.begunAtMs })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .executeTakeFirst();
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  await trx
    .updateTable('outside_door')
    .set((eb) => ({ visits: eb('visits', '+', 1) }))
    .where('id', '=', visit.doorId)
    .execute();
  return true;
}

/** Whether a visit to a door was begun after a moment. */
export async function isVisiting(
  db: Queries,
  { tokenHash, doorId }: { tokenHash: string; doorId: string },
  sinceMs: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('outside_visit')
    .select('door_id')
    .where('token_hash', '=', tokenHash)
    .where('door_id', '=', doorId)
    .where('begun_at_ms', '>', sinceMs)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertWord(
  trx: Queries,
  doorId: string,
  { id, kind, text, atMs }: DoorWord & { id: string },
): Promise<void> {
  await trx.insertInto('outside_word').values({ id, door_id: doorId, kind, text, at_ms: atMs }).execute();
}

/** What was said at these doors, by door, the first first. */
export async function listWords(
  db: Queries,
  doorIds: readonly string[],
): Promise<ReadonlyMap<string, DoorWord[]>> {
  const found = new Map<string, DoorWord[]>();
  for (const piece of piecesOf(doorIds)) {
    const rows = await db
      .selectFrom('outside_word')
      .selectAll()
      .where('door_id', 'in', piece)
      .orderBy('at_ms')
      .orderBy('id')
      .execute();
    for (const row of rows) {
      const list = found.get(row.door_id) ?? [];
      const kind = oneOf(DOOR_WORD_KINDS, row.kind, 'outside_word.kind', row.id);
      list.push({ kind, text: row.text, atMs: row.at_ms });
      found.set(row.door_id, list);
    }
  }
  return found;
}

/** Forgets visits that are over, and doors that ended before a moment with all that was said there. */
export async function deleteOldDoors(
  trx: Queries,
  { visitsBeforeMs, endedBeforeMs }: { visitsBeforeMs: number; endedBeforeMs: number },
): Promise<void> {
  await trx.deleteFrom('outside_visit').where('begun_at_ms', '<', visitsBeforeMs).execute();
  await trx
    .deleteFrom('outside_door')
    .where((eb) => eb.or([eb('ended_at_ms', '<', endedBeforeMs), eb('expires_at_ms', '<', endedBeforeMs)]))
    .execute();
}
