import type { TourHours } from '#lib/shifts/tour.ts';
import type { MentorLoad } from '#lib/shifts/day/mentor-load.ts';
import type { Queries } from '../../database/engine.ts';

/** How many tours each mentor looks after, in all and in one round. */
export async function listMentorLoads(
  db: Queries,
  roundId: string | null,
): Promise<ReadonlyMap<string, MentorLoad>> {
  const rows = await db
    .selectFrom('shift_mentor')
    .innerJoin('shift', 'shift.id', 'shift_mentor.shift_id')
    .select((eb) => [
      'shift_mentor.person_id as personId',
      'shift.round_id as roundId',
      eb.fn.countAll<number | string>().as('tours'),
    ])
    .groupBy(['shift_mentor.person_id', 'shift.round_id'])
    .execute();
  const byPerson = Map.groupBy(rows, ({ personId }) => personId);
  return new Map(
    [...byPerson].map(([personId, rounds]) => [
      personId,
      {
        inRound: Number(rounds.find((row) => row.roundId === roundId)?.tours ?? 0),
        inAll: rounds.reduce((sum, { tours }) => sum + Number(tours), 0),
      },
    ]),
  );
}

/** Whoever has a shift, as guest or as mentor, at these hours [SH10]. */
export async function listBusyPeople(db: Queries, hours: readonly TourHours[]): Promise<ReadonlySet<string>> {
  if (hours.length === 0) return new Set();
  const tours = db
    .selectFrom('shift_day')
    .select('shift_id')
    .where((eb) =>
      eb.or(
        hours.map(({ startsAtMs, endsAtMs }) =>
          eb.and([eb('starts_at_ms', '<', endsAtMs), eb('ends_at_ms', '>', startsAtMs)]),
        ),
      ),
    );
  const rows = await db
    .selectFrom('shift_signup')
    .select('person_id as personId')
    .where('shift_id', 'in', tours)
    .union(db.selectFrom('shift_mentor').select('person_id as personId').where('shift_id', 'in', tours))
    .execute();
  return new Set(rows.map(({ personId }) => personId));
}
