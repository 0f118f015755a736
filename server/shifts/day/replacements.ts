import { servedShare } from '#lib/shifts/day/attendance.ts';
import { byLeastLoad } from '#lib/shifts/day/mentor-load.ts';
import { daysLeft } from '#lib/shifts/day/tour-start.ts';
import type { GuestReplacement, MentorReplacement } from '#lib/shifts/day/tour-on-day.ts';
import { hasRoomFor } from '#lib/shifts/seats.ts';
import type { Context } from '../../context.ts';
import { listAway } from '../../leave/away-commands.ts';
import { listPeople, type PersonRow } from '../../people/store.ts';
import { listAheadPeople } from '../ahead-store.ts';
import { listLine, listSeated } from '../seats/waiting-store.ts';
import type { TourAtWork } from './at-tour.ts';
import { listPastShifts } from './attendance-store.ts';
import { findRound } from '../round-store.ts';
import { listBusyPeople, listMentorLoads } from './load-store.ts';

/** How many are proposed of each kind. */
export const REPLACEMENTS_SHOWN = 5;

/**
 * Who could take over on a tour [SH66]: who is there on the days that are left, has no other shift at its hours, is not on
 * leave and did not say that they cannot come. Guests who asked for a round come first, then who served least; mentors by
 * least load, as long as the round's cap lets them. Who waits in its line is not among them: the line moves on by itself,
 * and nobody sees who is in it.
 */
export async function listReplacements(
  context: Context,
  { tour, days, presence, guests, mentors }: TourAtWork,
): Promise<{ guests: GuestReplacement[]; mentors: MentorReplacement[] }> {
  const { db } = context;
  const nowMs = context.clock();
  const left = daysLeft(days, nowMs);
  const busy = await listBusyPeople(db, left);
  const line = await listLine(db, tour.id);
  const out = new Set([
    ...guests.map(({ personId }) => personId),
    ...mentors.map(({ id }) => id),
    ...line.map(({ personId }) => personId),
    ...presence.filter(({ isThere }) => !isThere).map(({ personId }) => personId),
  ]);
  const present = (await listPeople(db)).filter(
    ({ id, isActive }) => isActive && !busy.has(id) && !out.has(id),
  );
  const away = await listAway(
    db,
    present.map(({ id }) => id),
    { startsOn: left[0]?.day ?? tour.day, endsOn: left.at(-1)?.day ?? tour.lastDay },
  );
  const free = present.filter(({ id }) => !away.has(id));
  const seats = {
    places: tour.places,
    departmentCap: tour.departmentCap,
    seated: await listSeated(db, tour.id),
    line,
  };
  return {
    guests: await guestsOf(
      context,
      free.filter((person) => hasRoomFor(seats, toGuest(person))),
    ),
    mentors: await mentorsOf(
      context,
      free.filter(({ roles }) => roles.includes('mentor')),
      tour.roundId,
    ),
  };
}

const toGuest = ({ id, departmentId }: PersonRow): { personId: string; departmentId: string | null } => ({
  personId: id,
  departmentId,
});

async function guestsOf({ db, clock }: Context, people: readonly PersonRow[]): Promise<GuestReplacement[]> {
  const ahead = new Set(await listAheadPeople(db));
  const nowMs = clock();
  const shifts = Map.groupBy(await listPastShifts(db), ({ personId }) => personId);
  const servedBy = (id: string): number =>
    (shifts.get(id) ?? []).reduce((sum, shift) => sum + servedShare(shift, shift.endsAtMs <= nowMs), 0);
  return people
    .filter(({ roles }) => !roles.includes('mentor'))
    .map(({ id, name }) => ({ id, name, isAhead: ahead.has(id), served: servedBy(id) }))
    .toSorted((one, other) => Number(other.isAhead) - Number(one.isAhead) || one.served - other.served)
    .slice(0, REPLACEMENTS_SHOWN);
}

async function mentorsOf(
  { db }: Context,
  people: readonly PersonRow[],
  roundId: string,
): Promise<MentorReplacement[]> {
  const cap = (await findRound(db, roundId))?.mentorCap ?? null;
  const loads = await listMentorLoads(db, roundId);
  return byLeastLoad(
    people.map(({ id, name }) => ({ id, name, ...(loads.get(id) ?? { inRound: 0, inAll: 0 }) })),
  )
    .filter(({ inRound }) => cap === null || inRound < cap)
    .slice(0, REPLACEMENTS_SHOWN);
}
