import type { Queries } from '../database/engine.ts';

/** A tour that somebody is needed on: as a mentor, or with a shift of their own. */
export interface DutyDayRow {
  roundId: string;
  roundTitle: string;
  day: string;
}

function selectTourDays(db: Queries, notBefore: string) {
  return db
    .selectFrom('shift')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select(['shift.round_id as roundId', 'shift_round.title as roundTitle', 'shift.day'])
    .where('shift.day', '>=', notBefore)
    .orderBy('shift.day');
}

/** The tours from a day on of rounds that somebody mentors. */
export async function listMentoredDays(
  db: Queries,
  personId: string,
  notBefore: string,
): Promise<DutyDayRow[]> {
  const mentored = db.selectFrom('shift_mentor').select('round_id').where('person_id', '=', personId);
  return selectTourDays(db, notBefore).where('shift.round_id', 'in', mentored).execute();
}

/** The tours from a day on that somebody is signed up for. */
export async function listSignedUpDays(
  db: Queries,
  personId: string,
  notBefore: string,
): Promise<DutyDayRow[]> {
  const signedUp = db.selectFrom('shift_signup').select('shift_id').where('person_id', '=', personId);
  return selectTourDays(db, notBefore).where('shift.id', 'in', signedUp).execute();
}
