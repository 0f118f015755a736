import type { SeatOfReport } from '#lib/shifts/report/sum-round.ts';
import type { Queries } from '../../database/engine.ts';
import { attendanceWords } from '../day/attendance-store.ts';

/** Somebody's seat with what was said of it, and where they belong. */
export interface SeatRow extends SeatOfReport {
  name: string;
  departmentId: string | null;
  departmentName: string | null;
  level: string | null;
}

/** Every seat of a round, by the name of who has it. */
export async function listServedSeats(db: Queries, roundId: string): Promise<SeatRow[]> {
  const rows = await db
    .selectFrom('shift_signup')
    .innerJoin('shift', 'shift.id', 'shift_signup.shift_id')
    .innerJoin('person', 'person.id', 'shift_signup.person_id')
    .leftJoin('department', 'department.id', 'person.department_id')
    .leftJoin('shift_attendance', (join) =>
      join
        .onRef('shift_attendance.shift_id', '=', 'shift_signup.shift_id')
        .onRef('shift_attendance.person_id', '=', 'shift_signup.person_id'),
    )
    .select([
      ...(['shift_signup.shift_id as tourId', 'shift_signup.person_id as personId'] as const),
      ...(['person.name', 'person.level', 'person.department_id as departmentId'] as const),
      'department.name as departmentName',
      ...(['shift_attendance.own', 'shift_attendance.mentor', 'shift_attendance.settled'] as const),
    ])
    .where('shift.round_id', '=', roundId)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
  return rows.map((row) => ({ ...row, ...attendanceWords(row) }));
}

/** On which days of a round somebody said that they could not come. */
export async function listDaysOut(
  db: Queries,
  roundId: string,
): Promise<{ tourId: string; personId: string; day: string }[]> {
  return db
    .selectFrom('shift_presence')
    .innerJoin('shift', 'shift.id', 'shift_presence.shift_id')
    .select([
      'shift_presence.shift_id as tourId',
      'shift_presence.person_id as personId',
      'shift_presence.day',
    ])
    .where('shift.round_id', '=', roundId)
    .where('shift_presence.is_there', '=', 0)
    .execute();
}

/** How many active people there are by department and level. */
export async function countActivePeople(
  db: Queries,
): Promise<{ departmentId: string | null; level: string | null; people: number }[]> {
  const rows = await db
    .selectFrom('person')
    .select((eb) => [
      'department_id as departmentId',
      'level',
      eb.fn.countAll<number | string>().as('people'),
    ])
    .where('active', '=', 1)
    .groupBy(['department_id', 'level'])
    .execute();
  return rows.map((row) => ({ ...row, people: Number(row.people) }));
}

/** Of those who found something in a round, who belongs to customer service. */
export async function listFindersOfService(db: Queries, roundId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('finding')
    .innerJoin('person', 'person.id', 'finding.person_id')
    .innerJoin('department', 'department.id', 'person.department_id')
    .select('person.id')
    .distinct()
    .where('finding.round_id', '=', roundId)
    .where('department.part', '=', 'customer-service')
    .execute();
  return new Set(rows.map(({ id }) => id));
}
