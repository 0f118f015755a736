import type { Updateable } from 'kysely';
import { asId } from '#lib/base/ids.ts';
import { SUBJECT_KINDS, type SubjectRef } from '#lib/base/subject.ts';
import { RHYTHM_PURPOSES, type RhythmId, type RhythmPurpose } from '#lib/rhythms/rhythm.ts';
import { RHYTHM_UNITS, type RhythmTiming } from '#lib/rhythms/timing.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';
import type { Tables } from '../database/tables.ts';

/** A rhythm as it is kept, with the name of whom it asks now. */
export interface RhythmRow extends RhythmTiming {
  id: RhythmId;
  subject: SubjectRef;
  purpose: RhythmPurpose;
  question: string;
  /** Null for whoever answers for the subject. */
  asked: { id: string; name: string } | null;
  nextTurn: string;
  deputyAfter: number;
  leadAfter: number;
  makerId: string;
  makerName: string;
  madeAtMs: number;
  endedAtMs: number | null;
  version: number;
}

function selectRhythms(db: Queries) {
  return db
    .selectFrom('rhythm')
    .leftJoin('person', 'person.id', 'rhythm.asked_id')
    .selectAll('rhythm')
    .select('person.name as asked_name');
}

type SelectedRhythm = Awaited<ReturnType<ReturnType<typeof selectRhythms>['execute']>>[number];

function toRhythm(row: SelectedRhythm): RhythmRow {
  return {
    id: asId<'rhythm'>(row.id),
    subject: {
      kind: oneOf(SUBJECT_KINDS, row.subject_kind, 'rhythm.subject_kind', row.id),
      id: row.subject_id,
    },
    purpose: oneOf(RHYTHM_PURPOSES, row.purpose, 'rhythm.purpose', row.id),
    question: row.question,
    asked: row.asked_id === null ? null : { id: row.asked_id, name: row.asked_name ?? '' },
    unit: oneOf(RHYTHM_UNITS, row.unit, 'rhythm.unit', row.id),
    every: row.every,
    startsOn: row.starts_on,
    nextTurn: row.next_turn,
    deputyAfter: row.deputy_after,
    leadAfter: row.lead_after,
    makerId: row.made_by,
    makerName: row.made_by_name,
    madeAtMs: row.made_at_ms,
    endedAtMs: row.ended_at_ms,
    version: row.version,
  };
}

export async function findRhythm(db: Queries, id: string): Promise<RhythmRow | undefined> {
  const row = await selectRhythms(db).where('rhythm.id', '=', id).executeTakeFirst();
  return row && toRhythm(row);
}

/** Those that go on about one subject, in the order in which they were made. */
export async function listRhythmsOn(db: Queries, { kind, id }: SubjectRef): Promise<RhythmRow[]> {
  const rows = await selectRhythms(db)
    .where('rhythm.subject_kind', '=', kind)
    .where('rhythm.subject_id', '=', id)
    .where('rhythm.ended_at_ms', 'is', null)
    .orderBy('rhythm.made_at_ms')
    .orderBy('rhythm.id')
    .execute();
  return rows.map(toRhythm);
}

/** Those that go on and whose next turn has come. */
export async function listTurned(db: Queries, today: string): Promise<RhythmRow[]> {
  const rows = await selectRhythms(db)
    .where('rhythm.ended_at_ms', 'is', null)
    .where('rhythm.next_turn', '<=', today)
    .orderBy('rhythm.next_turn')
    .orderBy('rhythm.id')
    .execute();
  return rows.map(toRhythm);
}

/** Those of these ids, by id. */
export async function listRhythms(
  db: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RhythmRow>> {
  if (ids.length === 0) return new Map();
  const rows = await selectRhythms(db).where('rhythm.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, toRhythm(row)]));
}

/** Those that ask a person by name and go on. */
export async function listAsking(db: Queries, personId: string): Promise<RhythmRow[]> {
  const rows = await selectRhythms(db)
    .where('rhythm.asked_id', '=', personId)
    .where('rhythm.ended_at_ms', 'is', null)
    .orderBy('rhythm.id')
    .execute();
  return rows.map(toRhythm);
}

/** What a rhythm says of itself. */
export type RhythmWords = Pick<
  RhythmRow,
  'purpose' | 'question' | 'unit' | 'every' | 'startsOn' | 'nextTurn' | 'deputyAfter' | 'leadAfter'
> & { askedId: string | null };

function columnsOf(words: RhythmWords) {
  return {
    purpose: words.purpose,
    question: words.question,
    asked_id: words.askedId,
    unit: words.unit,
    every: words.every,
    starts_on: words.startsOn,
    next_turn: words.nextTurn,
    deputy_after: words.deputyAfter,
    lead_after: words.leadAfter,
  };
}

export async function insertRhythm(
  trx: Queries,
  rhythm: RhythmWords & Pick<RhythmRow, 'id' | 'subject' | 'makerId' | 'makerName' | 'madeAtMs'>,
): Promise<void> {
  await trx
    .insertInto('rhythm')
    .values({
      id: rhythm.id,
      subject_kind: rhythm.subject.kind,
      subject_id: rhythm.subject.id,
      ...columnsOf(rhythm),
      made_by: rhythm.makerId,
      made_by_name: rhythm.makerName,
      made_at_ms: rhythm.madeAtMs,
      ended_at_ms: null,
    })
    .execute();
}

/** Changes one on its version; false when it is no longer the newest, and nothing was written then. */
export async function updateRhythm(
  trx: Queries,
  { id, version }: Pick<RhythmRow, 'id' | 'version'>,
  change: RhythmWords | { endedAtMs: number | null },
): Promise<boolean> {
  const columns: Updateable<Tables['rhythm']> =
    'endedAtMs' in change ? { ended_at_ms: change.endedAtMs } : columnsOf(change);
  const result = await trx
    .updateTable('rhythm')
    .set({ ...columns, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Moves its next turn on; false where somebody else did, or it was changed or ended meanwhile. */
export async function moveTurn(
  trx: Queries,
  { id, version, nextTurn }: Pick<RhythmRow, 'id' | 'version' | 'nextTurn'>,
  to: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('rhythm')
    .set({ next_turn: to })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('next_turn', '=', nextTurn)
    .where('ended_at_ms', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives what asks a person by name to somebody else; nobody by name asks whoever answers for the subject. */
export async function handOverRhythms(
  trx: Queries,
  personId: string,
  successorId: string | null,
): Promise<void> {
  await trx
    .updateTable('rhythm')
    .set({ asked_id: successorId })
    .where('asked_id', '=', personId)
    .where('ended_at_ms', 'is', null)
    .execute();
}
