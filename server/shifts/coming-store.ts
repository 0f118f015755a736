import { asId } from '#lib/base/ids.ts';
import type { Queries } from '../database/engine.ts';
import { scopesOf, type OwnShiftRow, type SignUpRow } from './store.ts';

/** A tour with the hours of its round and who is on it. */
export interface ComingTourRow extends Omit<OwnShiftRow, 'scopes'> {
  places: number;
  taken: number;
  startsAtMs: number;
  people: Pick<SignUpRow, 'personId' | 'name' | 'scopes'>[];
}

/** The tours of all rounds from one day to another, both included, soonest first. */
export async function listToursBetween(
  db: Queries,
  fromDay: string,
  toDay: string,
): Promise<ComingTourRow[]> {
  const tours = await db
    .selectFrom('shift')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select([
      'shift.id',
      'shift.round_id',
      'shift.day',
      'shift.places',
      'shift.taken',
      'shift.starts_at_ms',
      'shift_round.title',
      'shift_round.starts_at',
      'shift_round.ends_at',
    ])
    .where('shift.day', '>=', fromDay)
    .where('shift.day', '<=', toDay)
    .orderBy('shift.starts_at_ms')
    .execute();
  const signUps = await db
    .selectFrom('shift_signup')
    .innerJoin('shift', 'shift.id', 'shift_signup.shift_id')
    .innerJoin('person', 'person.id', 'shift_signup.person_id')
    .select(['shift_signup.shift_id', 'shift_signup.person_id', 'shift_signup.scopes', 'person.name'])
    .where('shift.day', '>=', fromDay)
    .where('shift.day', '<=', toDay)
    .orderBy('shift_signup.signed_up_at_ms')
    .execute();
  const people = Map.groupBy(signUps, ({ shift_id }) => shift_id);
  return tours.map((row) => ({
    shiftId: asId<'tour'>(row.id),
    roundId: asId<'round'>(row.round_id),
    roundTitle: row.title,
    day: row.day,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    startsAtMs: row.starts_at_ms,
    places: row.places,
    taken: row.taken,
    people: (people.get(row.id) ?? []).map((signUp) => ({
      personId: signUp.person_id,
      name: signUp.name,
      scopes: scopesOf(signUp),
    })),
  }));
}
