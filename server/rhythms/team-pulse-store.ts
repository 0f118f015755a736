// Above 300 lines: every query of five tables.
import * as v from 'valibot';
import { asId } from '#lib/base/ids.ts';
import {
  PULSE_ASK_STATES,
  type PulseAskId,
  type PulseAskState,
  type TeamPulseId,
} from '#lib/rhythms/team-pulse.ts';
import { UrnComments, AgreementCounts, AgreementUrn } from '#lib/base/agreement/agreement-urn.ts';
import { RHYTHM_UNITS, type RhythmTiming } from '#lib/rhythms/timing.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf, readJson } from '../database/stored.ts';

/** A pulse as it is kept. */
export interface PulseRow extends RhythmTiming {
  id: TeamPulseId;
  title: string;
  questions: readonly string[];
  openDays: number;
  nextTurn: string;
  makerId: string;
  makerName: string;
  madeAtMs: number;
  endedAtMs: number | null;
  version: number;
}

const Questions = v.array(v.string());

function selectPulses(db: Queries) {
  return db.selectFrom('team_pulse').selectAll('team_pulse');
}

type SelectedPulse = Awaited<ReturnType<ReturnType<typeof selectPulses>['execute']>>[number];

function toPulse(row: SelectedPulse): PulseRow {
  return {
    id: asId<'team-pulse'>(row.id),
    title: row.title,
    questions: readJson(Questions, row.questions, 'team_pulse.questions', row.id),
    unit: oneOf(RHYTHM_UNITS, row.unit, 'team_pulse.unit', row.id),
    every: row.every,
    startsOn: row.starts_on,
    openDays: row.open_days,
    nextTurn: row.next_turn,
    makerId: row.made_by,
    makerName: row.made_by_name,
    madeAtMs: row.made_at_ms,
    endedAtMs: row.ended_at_ms,
    version: row.version,
  };
}

export async function findPulse(db: Queries, id: string): Promise<PulseRow | undefined> {
  const row = await selectPulses(db).where('id', '=', id).executeTakeFirst();
  return row && toPulse(row);
}

/** Those of these ids. */
export async function listPulsesById(db: Queries, ids: readonly string[]): Promise<PulseRow[]> {
  if (ids.length === 0) return [];
  const rows = await selectPulses(db).where('id', 'in', ids).orderBy('made_at_ms').orderBy('id').execute();
  return rows.map(toPulse);
}

/** All of them, the newest first: those that go on, and those that ended. */
export async function listPulses(db: Queries): Promise<PulseRow[]> {
  const rows = await selectPulses(db).orderBy('made_at_ms', 'desc').orderBy('id', 'desc').execute();
  return rows.map(toPulse);
}

/** Those that go on, or ended after a moment. */
export async function listPulsesSince(db: Queries, sinceMs: number): Promise<PulseRow[]> {
  const rows = await selectPulses(db)
    .where(({ or, eb }) => or([eb('ended_at_ms', 'is', null), eb('ended_at_ms', '>', sinceMs)]))
    .orderBy('id')
    .execute();
  return rows.map(toPulse);
}

/** Those that go on and whose next turn has come. */
export async function listTurnedPulses(db: Queries, today: string): Promise<PulseRow[]> {
  const rows = await selectPulses(db)
    .where('ended_at_ms', 'is', null)
    .where('next_turn', '<=', today)
    .orderBy('next_turn')
    .orderBy('id')
    .execute();
  return rows.map(toPulse);
}

export async function insertPulse(
  trx: Queries,
  pulse: Omit<PulseRow, 'endedAtMs' | 'version'>,
  askedIds: readonly string[],
): Promise<void> {
  await trx
    .insertInto('team_pulse')
    .values({
      id: pulse.id,
      title: pulse.title,
      questions: JSON.stringify(pulse.questions),
      unit: pulse.unit,
      every: pulse.every,
      starts_on: pulse.startsOn,
      open_days: pulse.openDays,
      next_turn: pulse.nextTurn,
      made_by: pulse.makerId,
      made_by_name: pulse.makerName,
      made_at_ms: pulse.madeAtMs,
      ended_at_ms: null,
    })
    .execute();
  await trx
    .insertInto('team_pulse_person')
    .values(askedIds.toSorted().map((personId) => ({ pulse_id: pulse.id, person_id: personId })))
    .execute();
}

/** Ends it, or has it go on, on its version; false when it is no longer the newest, and nothing was written then. */
export async function writePulseEnd(
  trx: Queries,
  { id, version }: Pick<PulseRow, 'id' | 'version'>,
  endedAtMs: number | null,
): Promise<boolean> {
  const result = await trx
    .updateTable('team_pulse')
    .set({ ended_at_ms: endedAtMs, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Moves its next turn on; false where somebody else did, or it ended meanwhile. */
export async function movePulseTurn(
  trx: Queries,
  { id, nextTurn }: Pick<PulseRow, 'id' | 'nextTurn'>,
  to: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('team_pulse')
    .set({ next_turn: to })
    .where('id', '=', id)
    .where('next_turn', '=', nextTurn)
    .where('ended_at_ms', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Somebody whom a pulse asks. */
export interface PulsePerson {
  pulseId: string;
  personId: string;
  name: string;
}

/** Whom these pulses ask, by name. */
export async function listPulsePeople(db: Queries, pulseIds: readonly string[]): Promise<PulsePerson[]> {
  if (pulseIds.length === 0) return [];
  const rows = await db
    .selectFrom('team_pulse_person')
    .innerJoin('person', 'person.id', 'team_pulse_person.person_id')
    .select(['pulse_id', 'person_id', 'person.name'])
    .where('pulse_id', 'in', pulseIds)
    .orderBy('person.name')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({ pulseId: row.pulse_id, personId: row.person_id, name: row.name }));
}

/** Ids of the pulses that ask a person. */
export async function listPulsesAsking(db: Queries, personId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('team_pulse_person')
    .select('pulse_id')
    .where('person_id', '=', personId)
    .execute();
  return new Set(rows.map(({ pulse_id }) => pulse_id));
}

/** Pulses that go on ask somebody no more. */
export async function freePulsePerson(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('team_pulse_person').where('person_id', '=', personId).execute();
}

/** One time that everybody was asked. */
export interface PulseAskRow {
  id: PulseAskId;
  pulseId: string;
  openedOn: string;
  endsOn: string;
  state: PulseAskState;
  isReminded: boolean;
  asked: number;
  answered: number | null;
  counts: AgreementCounts | null;
  comments: readonly string[] | null;
}

function selectAsks(db: Queries) {
  return db.selectFrom('team_pulse_ask').selectAll('team_pulse_ask');
}

type SelectedAsk = Awaited<ReturnType<ReturnType<typeof selectAsks>['execute']>>[number];

function toAsk(row: SelectedAsk): PulseAskRow {
  return {
    id: asId<'pulse-ask'>(row.id),
    pulseId: row.pulse_id,
    openedOn: row.opened_on,
    endsOn: row.ends_on,
    state: oneOf(PULSE_ASK_STATES, row.state, 'team_pulse_ask.state', row.id),
    isReminded: row.reminded === 1,
    asked: row.asked,
    answered: row.answered,
    counts:
      row.counts === null ? null : readJson(AgreementCounts, row.counts, 'team_pulse_ask.counts', row.id),
    comments:
      row.comments === null ? null : readJson(UrnComments, row.comments, 'team_pulse_ask.comments', row.id),
  };
}

/** The last asks of a pulse, the newest first. */
export async function listPulseAsks(db: Queries, pulseId: string, most: number): Promise<PulseAskRow[]> {
  const rows = await selectAsks(db)
    .where('pulse_id', '=', pulseId)
    .orderBy('opened_on', 'desc')
    .limit(most)
    .execute();
  return rows.map(toAsk);
}

/** Open asks of these pulses, or of all. */
export async function listOpenPulseAsks(db: Queries, pulseIds?: readonly string[]): Promise<PulseAskRow[]> {
  if (pulseIds?.length === 0) return [];
  let query = selectAsks(db).where('state', '=', 'open');
  if (pulseIds) query = query.where('pulse_id', 'in', pulseIds);
  return (await query.orderBy('ends_on').orderBy('id').execute()).map(toAsk);
}

/** Of which pulse an ask is. */
export async function findPulseOfAsk(db: Queries, askId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('team_pulse_ask')
    .select('pulse_id')
    .where('id', '=', askId)
    .executeTakeFirst();
  return row?.pulse_id;
}

/** Takes an ask for the rest of a transaction, so that answers come one after the other, and reads it as it is then. */
export async function holdPulseAsk(trx: Queries, id: string): Promise<PulseAskRow | undefined> {
  await trx
    .updateTable('team_pulse_ask')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('id', '=', id)
    .execute();
  const row = await selectAsks(trx).where('id', '=', id).executeTakeFirst();
  return row && toAsk(row);
}

/** Opens an ask with its urn; false where one was opened on that day. */
export async function insertPulseAsk(
  trx: Queries,
  ask: Pick<PulseAskRow, 'id' | 'pulseId' | 'openedOn' | 'endsOn'>,
  askedIds: readonly string[],
  urn: AgreementUrn,
): Promise<boolean> {
  const result = await trx
    .insertInto('team_pulse_ask')
    .values({
      id: ask.id,
      pulse_id: ask.pulseId,
      opened_on: ask.openedOn,
      ends_on: ask.endsOn,
      state: 'open',
      asked: askedIds.length,
      answered: null,
      counts: null,
      comments: null,
    })
    .onConflict((conflict) => conflict.columns(['pulse_id', 'opened_on']).doNothing())
    .executeTakeFirst();
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  // By their ids, which say nothing about this ask.
  await trx
    .insertInto('team_pulse_turnout')
    .values(askedIds.toSorted().map((personId) => ({ ask_id: ask.id, person_id: personId, has_answered: 0 })))
    .execute();
  await writePulseUrn(trx, ask.id, urn);
  return true;
}

/** Notes that its reminder was sent; false where it was before. */
export async function notePulseReminded(trx: Queries, id: string): Promise<boolean> {
  const result = await trx
    .updateTable('team_pulse_ask')
    .set({ reminded: 1 })
    .where('id', '=', id)
    .where('reminded', '=', 0)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Closes an ask with what is shown of it; its urn and who answered are gone. */
export async function closePulseAsk(
  trx: Queries,
  id: string,
  { answered, counts, comments }: Pick<PulseAskRow, 'answered' | 'counts' | 'comments'>,
): Promise<void> {
  await trx
    .updateTable('team_pulse_ask')
    .set({
      state: 'closed',
      answered,
      counts: counts && JSON.stringify(counts),
      comments: comments && JSON.stringify(comments),
    })
    .where('id', '=', id)
    .execute();
  await trx.deleteFrom('team_pulse_urn').where('ask_id', '=', id).execute();
  await trx.deleteFrom('team_pulse_turnout').where('ask_id', '=', id).execute();
}

/** Who is asked in these open asks, and whether they answered; for each of them alone, and for the reminder. */
export async function listTurnout(
  db: Queries,
  askIds: readonly string[],
  personId?: string,
): Promise<{ askId: string; personId: string; hasAnswered: boolean }[]> {
  if (askIds.length === 0) return [];
  let query = db
    .selectFrom('team_pulse_turnout')
    .select(['ask_id', 'person_id', 'has_answered'])
    .where('ask_id', 'in', askIds);
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  return (await query.orderBy('ask_id').orderBy('person_id').execute()).map((row) => ({
    askId: row.ask_id,
    personId: row.person_id,
    hasAnswered: row.has_answered === 1,
  }));
}

/**
 * Notes that somebody answered, in an ask that is held; false where they did before, or are not asked. Every row of the
 * ask is written anew: one that alone was new would lie apart from the others in PostgreSQL, in the order of the
 * answers and under the number of the transaction that also wrote the urn [RH13].
 */
export async function noteAnswered(trx: Queries, askId: string, personId: string): Promise<boolean> {
  const [mine] = await listTurnout(trx, [askId], personId);
  if (mine?.hasAnswered !== false) return false;
  await trx
    .updateTable('team_pulse_turnout')
    .set(({ eb, ref }) => ({
      has_answered: eb.case().when('person_id', '=', personId).then(1).else(ref('has_answered')).end(),
    }))
    .where('ask_id', '=', askId)
    .execute();
  return true;
}

/** Puts an urn there for an ask, or what is in it now. */
export async function writePulseUrn(trx: Queries, askId: string, urn: AgreementUrn): Promise<void> {
  const content = JSON.stringify(urn);
  await trx
    .insertInto('team_pulse_urn')
    .values({ ask_id: askId, content })
    .onConflict((conflict) => conflict.column('ask_id').doUpdateSet({ content }))
    .execute();
}

/** What is in the urn; for nobody but the next answer and the end. */
export async function readPulseUrn(trx: Queries, askId: string): Promise<AgreementUrn | undefined> {
  const row = await trx
    .selectFrom('team_pulse_urn')
    .select('content')
    .where('ask_id', '=', askId)
    .executeTakeFirst();
  return row && readJson(AgreementUrn, row.content, 'team_pulse_urn.content', askId);
}
