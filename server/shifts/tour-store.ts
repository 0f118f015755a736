import * as v from 'valibot';
import { asId } from '#lib/base/ids.ts';
import { SCOPES, type RoundId, type Scope, type TourId } from '#lib/shifts/shift.ts';
import type { TourDay, TourHours } from '#lib/shifts/tour.ts';
import type { Queries } from '../database/engine.ts';
import { readJson } from '../database/stored.ts';
import type { PersonName } from './store.ts';

/** A tour as it is planned. */
export interface TourRow extends TourHours {
  id: TourId;
  roundId: RoundId;
  /** Its first day and its last, ISO. */
  day: string;
  lastDay: string;
  /** Hours on the organisation's clock. */
  startsAt: string;
  endsAt: string;
  place: string;
  isRemote: boolean;
  places: number;
  taken: number;
  mentorsNeeded: number;
  departmentCap: number | null;
  scopes: Scope[];
  version: number;
}

/** What is decided about a tour, with each of its days. */
export interface NewTour extends Omit<TourRow, 'taken' | 'version' | 'startsAtMs' | 'endsAtMs'>, TourHours {
  days: readonly TourDay[];
}

interface StoredTour {
  id: string;
  round_id: string;
  day: string;
  last_day: string;
  starts_at: string;
  ends_at: string;
  starts_at_ms: number;
  ends_at_ms: number;
  place: string;
  is_remote: number;
  places: number;
  taken: number;
  mentors_needed: number;
  department_cap: number | null;
  scopes: string;
  version: number;
}

const StoredScopes = v.array(v.picklist(SCOPES));

function toTour(row: StoredTour): TourRow {
  return {
    id: asId<'tour'>(row.id),
    roundId: asId<'round'>(row.round_id),
    day: row.day,
    lastDay: row.last_day,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    startsAtMs: row.starts_at_ms,
    endsAtMs: row.ends_at_ms,
    place: row.place,
    isRemote: row.is_remote === 1,
    places: row.places,
    taken: row.taken,
    mentorsNeeded: row.mentors_needed,
    departmentCap: row.department_cap,
    scopes: readJson(StoredScopes, row.scopes, 'shift.scopes', row.id),
    version: row.version,
  };
}

function toColumns(tour: NewTour): Omit<StoredTour, 'taken' | 'version'> {
  return {
    id: tour.id,
    round_id: tour.roundId,
    day: tour.day,
    last_day: tour.lastDay,
    starts_at: tour.startsAt,
    ends_at: tour.endsAt,
    starts_at_ms: tour.startsAtMs,
    ends_at_ms: tour.endsAtMs,
    place: tour.place,
    is_remote: tour.isRemote ? 1 : 0,
    places: tour.places,
    mentors_needed: tour.mentorsNeeded,
    department_cap: tour.departmentCap,
    scopes: JSON.stringify(tour.scopes),
  };
}

export async function insertTours(trx: Queries, tours: readonly NewTour[]): Promise<void> {
  await trx
    .insertInto('shift')
    .values(tours.map((tour) => ({ ...toColumns(tour), taken: 0, version: 1 })))
    .execute();
  await insertDays(trx, tours);
}

async function insertDays(trx: Queries, tours: readonly Pick<NewTour, 'id' | 'days'>[]): Promise<void> {
  const rows = tours.flatMap(({ id, days }) =>
    days.map(({ day, startsAtMs, endsAtMs }) => ({
      shift_id: id,
      day,
      starts_at_ms: startsAtMs,
      ends_at_ms: endsAtMs,
    })),
  );
  await trx.insertInto('shift_day').values(rows).execute();
}

/** Writes a tour anew; false where somebody else did since this version, or where more people are on it than it takes. */
export async function updateTour(trx: Queries, tour: NewTour, version: number): Promise<boolean> {
  const result = await trx
    .updateTable('shift')
    .set({ ...toColumns(tour), version: version + 1 })
    .where('id', '=', tour.id)
    .where('version', '=', version)
    .where('taken', '<=', tour.places)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await setDays(trx, tour);
  return true;
}

/** Gives a tour other days, or the same ones other moments. */
async function setDays(trx: Queries, tour: Pick<NewTour, 'id' | 'days'>): Promise<void> {
  await trx.deleteFrom('shift_day').where('shift_id', '=', tour.id).execute();
  await insertDays(trx, [tour]);
}

/** Gives a tour other moments on the same days and hours of the wall. */
export async function setTourMoments(
  trx: Queries,
  tour: Pick<NewTour, 'id' | 'days' | 'startsAtMs' | 'endsAtMs'>,
): Promise<void> {
  await trx
    .updateTable('shift')
    .set({ starts_at_ms: tour.startsAtMs, ends_at_ms: tour.endsAtMs })
    .where('id', '=', tour.id)
    .execute();
  await setDays(trx, tour);
}

/** Takes a tour out with everything that hangs on it. */
export async function deleteTour(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('shift').where('id', '=', id).execute();
}

export async function listTours(db: Queries, roundId?: string): Promise<TourRow[]> {
  let query = db.selectFrom('shift').selectAll().orderBy('starts_at_ms').orderBy('id');
  if (roundId) query = query.where('round_id', '=', roundId);
  return (await query.execute()).map(toTour);
}

export async function findTour(db: Queries, id: string): Promise<TourRow | undefined> {
  const row = await db.selectFrom('shift').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toTour(row);
}

/** Waits for whoever changes this tour, and keeps others from it until the end of the transaction. */
export async function holdTour(trx: Queries, id: string): Promise<TourRow | undefined> {
  await trx
    .updateTable('shift')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
  return findTour(trx, id);
}

/** Whoever has the form of this tour open sees that it is another now. */
export async function raiseTourVersion(trx: Queries, id: string): Promise<void> {
  await trx
    .updateTable('shift')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** The days of these tours, in their order, by the id of the tour. */
export async function listTourDays(
  db: Queries,
  tourIds: readonly string[],
): Promise<ReadonlyMap<string, TourDay[]>> {
  if (tourIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('shift_day')
    .selectAll()
    .where('shift_id', 'in', tourIds)
    .orderBy('day')
    .execute();
  return groupDays(rows);
}

/** The days of all tours of a round, in their order, by the id of the tour. */
export async function listRoundDays(db: Queries, roundId: string): Promise<ReadonlyMap<string, TourDay[]>> {
  const rows = await db
    .selectFrom('shift_day')
    .innerJoin('shift', 'shift.id', 'shift_day.shift_id')
    .selectAll('shift_day')
    .where('shift.round_id', '=', roundId)
    .orderBy('shift_day.day')
    .execute();
  return groupDays(rows);
}

function groupDays(
  rows: readonly { shift_id: string; day: string; starts_at_ms: number; ends_at_ms: number }[],
): ReadonlyMap<string, TourDay[]> {
  const byTour = Map.groupBy(rows, ({ shift_id }) => shift_id);
  return new Map(
    [...byTour].map(([id, days]) => [
      id,
      days.map((row) => ({ day: row.day, startsAtMs: row.starts_at_ms, endsAtMs: row.ends_at_ms })),
    ]),
  );
}

/** Somebody who looks after a tour. */
export interface MentorRow extends PersonName {
  tourId: string;
  roundId: string;
}

function selectMentors(db: Queries) {
  return db
    .selectFrom('shift_mentor')
    .innerJoin('shift', 'shift.id', 'shift_mentor.shift_id')
    .innerJoin('person', 'person.id', 'shift_mentor.person_id')
    .select(['person.id', 'person.name', 'shift.id as tourId', 'shift.round_id as roundId'])
    .orderBy('person.name')
    .orderBy('person.id');
}

/** The mentors of the tours of a round, by name. */
export async function listMentors(db: Queries, roundId: string): Promise<MentorRow[]> {
  return selectMentors(db).where('shift.round_id', '=', roundId).execute();
}

/** The mentors of these tours, by name. */
export async function listMentorsOf(db: Queries, tourIds: readonly string[]): Promise<MentorRow[]> {
  if (tourIds.length === 0) return [];
  return selectMentors(db).where('shift.id', 'in', tourIds).execute();
}

/** The mentors of every round, by name, each once. */
export async function listAllMentors(db: Queries): Promise<(PersonName & { roundId: string })[]> {
  return db
    .selectFrom('shift_mentor')
    .innerJoin('shift', 'shift.id', 'shift_mentor.shift_id')
    .innerJoin('person', 'person.id', 'shift_mentor.person_id')
    .select(['person.id', 'person.name', 'shift.round_id as roundId'])
    .distinct()
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
}

export async function insertMentors(
  trx: Queries,
  tourIds: readonly string[],
  personIds: readonly string[],
): Promise<void> {
  const rows = tourIds.flatMap((tourId) =>
    personIds.map((personId) => ({ shift_id: tourId, person_id: personId })),
  );
  if (rows.length === 0) return;
  await trx
    .insertInto('shift_mentor')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['shift_id', 'person_id']).doNothing())
    .execute();
}

export async function deleteMentors(
  trx: Queries,
  tourId: string,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  for (const table of ['shift_mentor', 'shift_moved'] as const)
    await trx.deleteFrom(table).where('shift_id', '=', tourId).where('person_id', 'in', personIds).execute();
}
