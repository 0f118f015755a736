import type { Queries } from '../../database/engine.ts';

/** What somebody said about a day of a tour: that they are there, or that they cannot come. */
export interface PresenceRow {
  personId: string;
  day: string;
  isThere: boolean;
  saidAtMs: number;
}

export async function listPresence(db: Queries, tourId: string): Promise<PresenceRow[]> {
  const rows = await db
    .selectFrom('shift_presence')
    .selectAll()
    .where('shift_id', '=', tourId)
    .orderBy('said_at_ms')
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    day: row.day,
    isThere: row.is_there === 1,
    saidAtMs: row.said_at_ms,
  }));
}

/** What was said last stands; the moment of the same words does not move. */
export async function notePresence(trx: Queries, tourId: string, presence: PresenceRow): Promise<void> {
  const said = { is_there: presence.isThere ? 1 : 0, said_at_ms: presence.saidAtMs };
  await trx
    .insertInto('shift_presence')
    .values({ shift_id: tourId, person_id: presence.personId, day: presence.day, ...said })
    .onConflict((conflict) =>
      conflict
        .columns(['shift_id', 'person_id', 'day'])
        .doUpdateSet(said)
        .where('shift_presence.is_there', '!=', said.is_there),
    )
    .execute();
}

/** A day of a tour that goes on, with how many of its mentors are there. */
export interface RunningDay {
  tourId: string;
  roundId: string;
  day: string;
  startsAt: string;
  endsAt: string;
  needed: number;
  present: number;
}

/** The days of tours with people on them that began at the latest then, and are not over. */
export async function listRunningDays(
  db: Queries,
  { nowMs, begunByMs }: { nowMs: number; begunByMs: number },
): Promise<RunningDay[]> {
  const rows = await db
    .selectFrom('shift_day')
    .innerJoin('shift', 'shift.id', 'shift_day.shift_id')
    .select([
      'shift.id as tourId',
      'shift.round_id as roundId',
      'shift_day.day',
      'shift.starts_at as startsAt',
      'shift.ends_at as endsAt',
      'shift.mentors_needed as needed',
    ])
    .select((eb) =>
      eb
        .selectFrom('shift_presence')
        .innerJoin('shift_mentor', (join) =>
          join
            .onRef('shift_mentor.shift_id', '=', 'shift_presence.shift_id')
            .onRef('shift_mentor.person_id', '=', 'shift_presence.person_id'),
        )
        .select((inner) => inner.fn.countAll<number | string>().as('count'))
        .whereRef('shift_presence.shift_id', '=', 'shift.id')
        .whereRef('shift_presence.day', '=', 'shift_day.day')
        .where('shift_presence.is_there', '=', 1)
        .as('present'),
    )
    .where('shift_day.starts_at_ms', '<=', begunByMs)
    .where('shift_day.ends_at_ms', '>', nowMs)
    .where('shift.taken', '>', 0)
    .orderBy('shift.id')
    .execute();
  return rows.map((row) => ({ ...row, present: Number(row.present ?? 0) }));
}
