import { ATTENDANCES, type Attendance, type AttendanceWords } from '#lib/shifts/day/attendance.ts';
import type { PastShift } from '#lib/shifts/day/ladder.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

/** What was said of one shift, by whom, and when it was closed. */
export interface AttendanceRow extends AttendanceWords {
  personId: string;
  mentorId: string | null;
  settledBy: string | null;
  closedAtMs: number | null;
}

interface StoredWords {
  own: string | null;
  mentor: string | null;
  settled: string | null;
}

/** A shift of which nothing was said has no row. */
export function attendanceWords({ own, mentor, settled }: StoredWords): AttendanceWords {
  const said = (column: keyof StoredWords, word: string | null): Attendance | null =>
    word === null ? null : oneOf(ATTENDANCES, word, `shift_attendance.${column}`, '');
  return { own: said('own', own), mentor: said('mentor', mentor), settled: said('settled', settled) };
}

export async function listAttendance(db: Queries, tourId: string): Promise<AttendanceRow[]> {
  const rows = await db.selectFrom('shift_attendance').selectAll().where('shift_id', '=', tourId).execute();
  return rows.map((row) => ({
    ...attendanceWords(row),
    personId: row.person_id,
    mentorId: row.mentor_id,
    settledBy: row.settled_by,
    closedAtMs: row.closed_at_ms,
  }));
}

/** Writes some of what is known of a shift; the rest stays. */
export async function setAttendance(
  trx: Queries,
  { tourId, personId }: { tourId: string; personId: string },
  said: Partial<{
    own: Attendance;
    mentor: Attendance;
    mentor_id: string;
    settled: Attendance;
    settled_by: string;
    closed_at_ms: number | null;
  }>,
): Promise<void> {
  const nothing = { own: null, mentor: null, mentor_id: null, settled: null, settled_by: null };
  await trx
    .insertInto('shift_attendance')
    .values({ shift_id: tourId, person_id: personId, ...nothing, closed_at_ms: null, ...said })
    .onConflict((conflict) => conflict.columns(['shift_id', 'person_id']).doUpdateSet(said))
    .execute();
}

/** Every shift of these people, with what was said of it; of everybody without names. */
export async function listPastShifts(
  db: Queries,
  personIds?: readonly string[],
): Promise<(PastShift & { personId: string; roundId: string })[]> {
  if (personIds?.length === 0) return [];
  let query = db
    .selectFrom('shift_signup')
    .innerJoin('shift', 'shift.id', 'shift_signup.shift_id')
    .leftJoin('shift_attendance', (join) =>
      join
        .onRef('shift_attendance.shift_id', '=', 'shift_signup.shift_id')
        .onRef('shift_attendance.person_id', '=', 'shift_signup.person_id'),
    )
    .select([
      'shift_signup.person_id as personId',
      'shift.round_id as roundId',
      'shift.starts_at_ms as startsAtMs',
      'shift.ends_at_ms as endsAtMs',
      'shift_attendance.own',
      'shift_attendance.mentor',
      'shift_attendance.settled',
    ])
    .orderBy('shift.starts_at_ms');
  if (personIds) query = query.where('shift_signup.person_id', 'in', personIds);
  return (await query.execute()).map(({ personId, roundId, startsAtMs, endsAtMs, ...words }) => ({
    ...{ personId, roundId, startsAtMs, endsAtMs },
    ...attendanceWords(words),
  }));
}
