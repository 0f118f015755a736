// Above 300 lines: rounds, their tours and who signed up are one set of rows, read together.
import { asId } from '#lib/base/ids.ts';
import * as v from 'valibot';
import { SCOPES, type RoundId, type Scope, type TourId } from '#lib/shifts/shift.ts';
import type { Queries } from '../database/engine.ts';
import { readJson } from '../database/stored.ts';

export interface RoundRow {
  id: RoundId;
  title: string;
  goal: string;
  startsAt: string;
  endsAt: string;
  places: number;
  createdAtMs: number;
}

export interface PersonName {
  id: string;
  name: string;
}

export interface TourRow {
  id: TourId;
  roundId: RoundId;
  day: string;
  startsAtMs: number;
  places: number;
  taken: number;
}

export interface SignUpRow {
  tourId: TourId;
  personId: string;
  name: string;
  scopes: Scope[];
}

export async function insertRound(
  trx: Queries,
  round: RoundRow & { createdBy: string; mentorIds: readonly string[]; tours: readonly TourRow[] },
): Promise<void> {
  await trx
    .insertInto('shift_round')
    .values({
      id: round.id,
      title: round.title,
      goal: round.goal,
      starts_at: round.startsAt,
      ends_at: round.endsAt,
      places: round.places,
      created_by: round.createdBy,
      created_at_ms: round.createdAtMs,
      version: 1,
    })
    .execute();
  await trx
    .insertInto('shift_mentor')
    .values(round.mentorIds.map((personId) => ({ round_id: round.id, person_id: personId })))
    .execute();
  await trx
    .insertInto('shift')
    .values(
      round.tours.map((tour) => ({
        id: tour.id,
        round_id: round.id,
        day: tour.day,
        starts_at_ms: tour.startsAtMs,
        places: tour.places,
        taken: 0,
      })),
    )
    .execute();
}

function toRound(row: {
  id: string;
  title: string;
  goal: string;
  starts_at: string;
  ends_at: string;
  places: number;
  created_at_ms: number;
}): RoundRow {
  return {
    id: asId<'round'>(row.id),
    title: row.title,
    goal: row.goal,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    places: row.places,
    createdAtMs: row.created_at_ms,
  };
}

export async function listRounds(db: Queries): Promise<RoundRow[]> {
  return (await db.selectFrom('shift_round').selectAll().orderBy('created_at_ms', 'desc').execute()).map(
    toRound,
  );
}

export async function findRound(db: Queries, id: string): Promise<RoundRow | undefined> {
  const row = await db.selectFrom('shift_round').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toRound(row);
}

export async function listMentors(db: Queries, roundId: string): Promise<PersonName[]> {
  return db
    .selectFrom('shift_mentor')
    .innerJoin('person', 'person.id', 'shift_mentor.person_id')
    .select(['person.id', 'person.name'])
    .where('round_id', '=', roundId)
    .orderBy('person.name')
    .execute();
}

/** The mentors of every round, by name. */
export async function listAllMentors(db: Queries): Promise<(PersonName & { roundId: string })[]> {
  return db
    .selectFrom('shift_mentor')
    .innerJoin('person', 'person.id', 'shift_mentor.person_id')
    .select(['person.id', 'person.name', 'shift_mentor.round_id as roundId'])
    .orderBy('person.name')
    .execute();
}

/** From when to when each round goes, and how full it is. */
export async function sumTours(
  db: Queries,
): Promise<{ roundId: string; firstDay: string; lastDay: string; places: number; taken: number }[]> {
  const rows = await db
    .selectFrom('shift')
    .select((eb) => [
      'round_id as roundId',
      eb.fn.min('day').as('firstDay'),
      eb.fn.max('day').as('lastDay'),
      eb.fn.sum<number | string>('places').as('places'),
      eb.fn.sum<number | string>('taken').as('taken'),
    ])
    .groupBy('round_id')
    .execute();
  return rows.map((row) => ({ ...row, places: Number(row.places), taken: Number(row.taken) }));
}

function toTour(row: {
  id: string;
  round_id: string;
  day: string;
  starts_at_ms: number;
  places: number;
  taken: number;
}): TourRow {
  return {
    id: asId<'tour'>(row.id),
    roundId: asId<'round'>(row.round_id),
    day: row.day,
    startsAtMs: row.starts_at_ms,
    places: row.places,
    taken: row.taken,
  };
}

export async function listTours(db: Queries, roundId?: string): Promise<TourRow[]> {
  let query = db.selectFrom('shift').selectAll().orderBy('day');
  if (roundId) query = query.where('round_id', '=', roundId);
  return (await query.execute()).map(toTour);
}

/** Somebody's own shift: a tour that they are signed up for, with the hours of its round. */
export interface OwnShiftRow {
  shiftId: TourId;
  roundId: RoundId;
  roundTitle: string;
  day: string;
  startsAt: string;
  endsAt: string;
  scopes: Scope[];
}

const StoredScopes = v.array(v.picklist(SCOPES));

/** What somebody took on, as it is stored. */
export function scopesOf(row: { shift_id: string; person_id: string; scopes: string }): Scope[] {
  return readJson(StoredScopes, row.scopes, 'shift_signup.scopes', `${row.shift_id}/${row.person_id}`);
}

export async function listShiftsOf(db: Queries, personId: string): Promise<OwnShiftRow[]> {
  const rows = await db
    .selectFrom('shift_signup')
    .innerJoin('shift', 'shift.id', 'shift_signup.shift_id')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select([
      'shift.id',
      'shift_signup.shift_id',
      'shift_signup.person_id',
      'shift.round_id',
      'shift.day',
      'shift_round.title',
      'shift_round.starts_at',
      'shift_round.ends_at',
      'shift_signup.scopes',
    ])
    .where('shift_signup.person_id', '=', personId)
    .orderBy('shift.starts_at_ms')
    .execute();
  return rows.map((row) => ({
    shiftId: asId<'tour'>(row.id),
    roundId: asId<'round'>(row.round_id),
    roundTitle: row.title,
    day: row.day,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    scopes: scopesOf(row),
  }));
}

export async function findTour(db: Queries, id: string): Promise<TourRow | undefined> {
  const row = await db.selectFrom('shift').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toTour(row);
}

/** Takes one place in one statement, so that two who press at once cannot both take the last [SH2]. */
export async function takeTourPlace(trx: Queries, tourId: string): Promise<boolean> {
  const result = await trx
    .updateTable('shift')
    .set((eb) => ({ taken: eb('taken', '+', 1) }))
    .where('id', '=', tourId)
    .whereRef('taken', '<', 'places')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes the sign-up back and frees its place; returns what it was, undefined when there was none. */
export async function deleteSignUp(
  trx: Queries,
  tourId: string,
  personId: string,
): Promise<{ scopes: Scope[]; signedUpAtMs: number } | undefined> {
  const row = await trx
    .deleteFrom('shift_signup')
    .where('shift_id', '=', tourId)
    .where('person_id', '=', personId)
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  await trx
    .updateTable('shift')
    .set((eb) => ({ taken: eb('taken', '-', 1) }))
    .where('id', '=', tourId)
    .execute();
  return { scopes: scopesOf(row), signedUpAtMs: row.signed_up_at_ms };
}

/** False when this person is signed up for the tour already. */
export async function insertSignUp(
  trx: Queries,
  signUp: { tourId: string; personId: string; scopes: readonly Scope[]; signedUpAtMs: number },
): Promise<boolean> {
  const result = await trx
    .insertInto('shift_signup')
    .values({
      shift_id: signUp.tourId,
      person_id: signUp.personId,
      scopes: JSON.stringify(signUp.scopes),
      signed_up_at_ms: signUp.signedUpAtMs,
    })
    .onConflict((conflict) => conflict.columns(['shift_id', 'person_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether somebody is signed up for any tour of a round. */
export async function isSignedUp(db: Queries, roundId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('shift_signup')
    .innerJoin('shift', 'shift.id', 'shift_signup.shift_id')
    .select('shift.id')
    .where('shift.round_id', '=', roundId)
    .where('shift_signup.person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function listSignUps(db: Queries, roundId: string): Promise<SignUpRow[]> {
  const rows = await db
    .selectFrom('shift_signup')
    .innerJoin('shift', 'shift.id', 'shift_signup.shift_id')
    .innerJoin('person', 'person.id', 'shift_signup.person_id')
    .select(['shift_signup.shift_id', 'shift_signup.person_id', 'shift_signup.scopes', 'person.name'])
    .where('shift.round_id', '=', roundId)
    .orderBy('shift_signup.signed_up_at_ms')
    .execute();
  return rows.map((row) => ({
    tourId: asId<'tour'>(row.shift_id),
    personId: row.person_id,
    name: row.name,
    scopes: scopesOf(row),
  }));
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
