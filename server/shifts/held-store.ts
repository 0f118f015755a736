import type { TourDay } from '#lib/shifts/tour.ts';
import type { Queries } from '../database/engine.ts';

/** A day on which somebody has a shift, as guest or as mentor, with its moments. */
export interface HeldDayRow extends TourDay {
  tourId: string;
  roundId: string;
  roundTitle: string;
}

function selectHeld(db: Queries) {
  return db
    .selectFrom('shift_day')
    .innerJoin('shift', 'shift.id', 'shift_day.shift_id')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select([
      'shift.id as tourId',
      'shift.round_id as roundId',
      'shift_round.title as roundTitle',
      'shift_day.day',
      'shift_day.starts_at_ms as startsAtMs',
      'shift_day.ends_at_ms as endsAtMs',
    ])
    .orderBy('shift_day.starts_at_ms');
}

/** Every day of the tours that somebody is signed up for or mentors. */
export async function listHeldDays(db: Queries, personId: string): Promise<HeldDayRow[]> {
  const signedUp = db.selectFrom('shift_signup').select('shift_id').where('person_id', '=', personId);
  const mentored = db.selectFrom('shift_mentor').select('shift_id').where('person_id', '=', personId);
  return selectHeld(db)
    .where((eb) => eb.or([eb('shift.id', 'in', signedUp), eb('shift.id', 'in', mentored)]))
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

/** The tours that somebody mentors and that are not over, soonest first. */
export async function listMentoredTours(
  db: Queries,
  personId: string,
  nowMs: number,
): Promise<{ tourId: string; roundId: string; roundTitle: string; startsAtMs: number }[]> {
  return db
    .selectFrom('shift_mentor')
    .innerJoin('shift', 'shift.id', 'shift_mentor.shift_id')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select([
      'shift.id as tourId',
      'shift.round_id as roundId',
      'shift_round.title as roundTitle',
      'shift.starts_at_ms as startsAtMs',
    ])
    .where('shift_mentor.person_id', '=', personId)
    .where('shift.ends_at_ms', '>', nowMs)
    .orderBy('shift.starts_at_ms')
    .execute();
}

/** The days of the tours from a day on that somebody mentors, or is signed up for. */
export async function listDutyDays(
  db: Queries,
  part: 'shift_mentor' | 'shift_signup',
  personId: string,
  notBefore: string,
): Promise<HeldDayRow[]> {
  const meant = db.selectFrom(part).select('shift_id').where('person_id', '=', personId);
  return selectHeld(db).where('shift.id', 'in', meant).where('shift_day.day', '>=', notBefore).execute();
}
