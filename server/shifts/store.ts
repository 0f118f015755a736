import { asId } from '#lib/base/ids.ts';
import * as v from 'valibot';
import { SCOPES, type RoundId, type Scope, type TourId } from '#lib/shifts/shift.ts';
import type { TourHours } from '#lib/shifts/tour.ts';
import type { Queries } from '../database/engine.ts';
import { readJson } from '../database/stored.ts';

export interface PersonName {
  id: string;
  name: string;
}

export interface SignUpRow {
  tourId: TourId;
  personId: string;
  name: string;
  scopes: Scope[];
}

/** Somebody's own shift: a tour that they are signed up for. */
export interface OwnShiftRow extends TourHours {
  shiftId: TourId;
  roundId: RoundId;
  roundTitle: string;
  /** Its first day and its last, ISO. */
  day: string;
  lastDay: string;
  startsAt: string;
  endsAt: string;
  place: string;
  isRemote: boolean;
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
      'shift.last_day',
      'shift_round.title',
      'shift.starts_at',
      'shift.ends_at',
      'shift.starts_at_ms',
      'shift.ends_at_ms',
      'shift.place',
      'shift.is_remote',
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
    lastDay: row.last_day,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    startsAtMs: row.starts_at_ms,
    endsAtMs: row.ends_at_ms,
    place: row.place,
    isRemote: row.is_remote === 1,
    scopes: scopesOf(row),
  }));
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
  await trx
    .deleteFrom('shift_moved')
    .where('shift_id', '=', tourId)
    .where('person_id', '=', personId)
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

/** Somebody takes on something else; false where they are not signed up. */
export async function setScopes(
  trx: Queries,
  { tourId, personId, scopes }: { tourId: string; personId: string; scopes: readonly Scope[] },
): Promise<boolean> {
  const result = await trx
    .updateTable('shift_signup')
    .set({ scopes: JSON.stringify(scopes) })
    .where('shift_id', '=', tourId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
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
    .orderBy('person.name')
    .execute();
  return rows.map((row) => ({
    tourId: asId<'tour'>(row.shift_id),
    personId: row.person_id,
    name: row.name,
    scopes: scopesOf(row),
  }));
}
