import type { TourHours } from '#lib/shifts/shift.ts';
import type { Queries } from '../database/engine.ts';

/** A shift that somebody has, as guest or as mentor, with its hours. */
export interface HeldShiftRow extends TourHours {
  tourId: string;
  roundTitle: string;
}

function selectHours(db: Queries) {
  return db
    .selectFrom('shift')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select([
      'shift.id as tourId',
      'shift_round.title as roundTitle',
      'shift.day',
      'shift_round.starts_at as startsAt',
      'shift_round.ends_at as endsAt',
    ]);
}

export async function findHours(db: Queries, tourId: string): Promise<TourHours | undefined> {
  return selectHours(db).where('shift.id', '=', tourId).executeTakeFirst();
}

/** Every shift that somebody is signed up for or mentors. */
export async function listHeldShifts(db: Queries, personId: string): Promise<HeldShiftRow[]> {
  const signedUp = db.selectFrom('shift_signup').select('shift_id').where('person_id', '=', personId);
  const mentored = db.selectFrom('shift_mentor').select('round_id').where('person_id', '=', personId);
  return selectHours(db)
    .where((eb) => eb.or([eb('shift.id', 'in', signedUp), eb('shift.round_id', 'in', mentored)]))
    .execute();
}

/** The shifts somebody is signed up for that have not begun. */
export async function listComingShifts(
  db: Queries,
  personId: string,
  nowMs: number,
): Promise<{ tourId: string; roundId: string; roundTitle: string; day: string }[]> {
  return db
    .selectFrom('shift_signup')
    .innerJoin('shift', 'shift.id', 'shift_signup.shift_id')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select([
      'shift.id as tourId',
      'shift.round_id as roundId',
      'shift_round.title as roundTitle',
      'shift.day',
    ])
    .where('shift_signup.person_id', '=', personId)
    .where('shift.starts_at_ms', '>', nowMs)
    .orderBy('shift.starts_at_ms')
    .execute();
}

/** The rounds that somebody mentors and that have a shift still to come. */
export async function listMentoredRounds(
  db: Queries,
  personId: string,
  nowMs: number,
): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('shift_mentor')
    .innerJoin('shift_round', 'shift_round.id', 'shift_mentor.round_id')
    .select(['shift_round.id', 'shift_round.title'])
    .where('shift_mentor.person_id', '=', personId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('shift')
          .select('shift.id')
          .whereRef('shift.round_id', '=', 'shift_round.id')
          .where('shift.starts_at_ms', '>', nowMs),
      ),
    )
    .execute();
}

/** Puts another mentor in somebody's place; one who mentors the round already stays there once. */
export async function replaceMentor(
  trx: Queries,
  roundId: string,
  personId: string,
  successorId: string,
): Promise<void> {
  await trx
    .insertInto('shift_mentor')
    .values({ round_id: roundId, person_id: successorId })
    .onConflict((conflict) => conflict.columns(['round_id', 'person_id']).doNothing())
    .execute();
  await trx
    .deleteFrom('shift_mentor')
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .execute();
}
