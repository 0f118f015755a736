import { asId } from '#lib/base/ids.ts';
import type { Queries } from '../database/engine.ts';
import { scopesOf, type OwnShiftRow, type SignUpRow } from './store.ts';

/** A tour with who is on it. */
export interface ComingTourRow extends Omit<OwnShiftRow, 'scopes'> {
  /** Seats that nobody has and that are offered to nobody. */
  free: number;
  people: Pick<SignUpRow, 'personId' | 'name' | 'scopes'>[];
}

/** The tours of all rounds that have a day between two others, both included, soonest first. */
export async function listToursBetween(
  db: Queries,
  fromDay: string,
  toDay: string,
): Promise<ComingTourRow[]> {
  const tours = await db
    .selectFrom('shift')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .selectAll('shift')
    .select('shift_round.title')
    .where('shift.last_day', '>=', fromDay)
    .where('shift.day', '<=', toDay)
    .orderBy('shift.starts_at_ms')
    .execute();
  const signUps = await db
    .selectFrom('shift_signup')
    .innerJoin('shift', 'shift.id', 'shift_signup.shift_id')
    .innerJoin('person', 'person.id', 'shift_signup.person_id')
    .select(['shift_signup.shift_id', 'shift_signup.person_id', 'shift_signup.scopes', 'person.name'])
    .where('shift.last_day', '>=', fromDay)
    .where('shift.day', '<=', toDay)
    .orderBy('shift_signup.signed_up_at_ms')
    .execute();
  const offers = Map.groupBy(
    await db
      .selectFrom('shift_waiting')
      .innerJoin('shift', 'shift.id', 'shift_waiting.shift_id')
      .select('shift.id')
      .where('shift_waiting.offered_until_ms', 'is not', null)
      .where('shift.last_day', '>=', fromDay)
      .where('shift.day', '<=', toDay)
      .execute(),
    ({ id }) => id,
  );
  const people = Map.groupBy(signUps, ({ shift_id }) => shift_id);
  return tours.map((row) => ({
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
    free: row.places - row.taken - (offers.get(row.id)?.length ?? 0),
    people: (people.get(row.id) ?? []).map((signUp) => ({
      personId: signUp.person_id,
      name: signUp.name,
      scopes: scopesOf(signUp),
    })),
  }));
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
      eb.fn.max('last_day').as('lastDay'),
      eb.fn.sum<number | string>('places').as('places'),
      eb.fn.sum<number | string>('taken').as('taken'),
    ])
    .groupBy('round_id')
    .execute();
  return rows.map((row) => ({ ...row, places: Number(row.places), taken: Number(row.taken) }));
}
