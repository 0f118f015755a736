import { AppError } from '#lib/base/errors.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { attendanceOf } from '#lib/shifts/day/attendance.ts';
import { ladderStep } from '#lib/shifts/day/ladder.ts';
import type { MentorLoad } from '#lib/shifts/day/mentor-load.ts';
import { cannotComeFrom, type DayStanding } from '#lib/shifts/day/tour-start.ts';
import type { DayGuest, DayMentor, TourCover } from '#lib/shifts/day/tour-on-day.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { listLine } from '../seats/waiting-store.ts';
import { listProposals } from '../swaps/proposal-store.ts';
import { type PersonName } from '../store.ts';
import type { TourRow } from '../tour-store.ts';
import { isPresent, readTourAtWork, type TourAtWork } from './at-tour.ts';
import { listAttendance, listPastShifts } from './attendance-store.ts';
import { listChecklist, listTicks } from './checklist-store.ts';
import { itemsOf } from './list-commands.ts';
import { listMentorLoads } from './load-store.ts';
import { listReplacements } from './replacements.ts';
import { findRound } from '../round-store.ts';
import { listTickets } from './ticket-store.ts';

/** A tour on its day, as its reader sees it. */
export interface TourOnDay {
  tour: TourRow;
  roundTitle: string;
  /** The day (ISO) that is meant: the one that goes on or comes next. */
  day: string;
  standing: DayStanding;
  hasStarted: boolean;
  mentors: DayMentor[];
  guests: DayGuest[];
  isMentor: boolean;
  isGuest: boolean;
  /** Whether somebody can say now that they cannot come. */
  mayNotCome: boolean;
  /** For whoever plans rounds, from the day before on. */
  cover: TourCover | null;
}

/** The day of a tour [SH60]: who is there, what is ticked and left open, and who could take over. */
export async function getTourDay(context: Context, actor: Actor, tourId: string): Promise<TourOnDay> {
  requirePerson(actor, 'shift.view');
  const { db } = context;
  const atWork = await readTourAtWork(context, db, tourId);
  const { tour, day, mentors, guests } = atWork;
  const round = await findRound(db, tour.roundId);
  if (!round) throw new AppError('not-found');
  const isMentor = mentors.some(({ id }) => id === actor.id);
  const mayManage = isPermitted(standingsOf(actor), 'shift.manage');
  const nowMs = context.clock();
  const isNear = dayAt(nowMs, context.settings.timeZone) >= cannotComeFrom(tour.day) && nowMs < tour.endsAtMs;
  return {
    tour,
    roundTitle: round.title,
    day: day.day,
    ...{ standing: atWork.standing, hasStarted: atWork.hasStarted },
    mentors: mentors.map(({ id, name }) => showMentor(atWork, { id, name })),
    guests: await showGuests(context, actor, atWork, {
      seesAll: isMentor || mayManage,
      hasLadder: round.hasLadder,
    }),
    isMentor,
    isGuest: guests.some(({ personId }) => personId === actor.id),
    mayNotCome: isNear,
    cover: mayManage && isNear ? await readCover(context, atWork) : null,
  };
}

function showMentor({ presence, day }: TourAtWork, { id, name }: PersonName): DayMentor {
  const isThere = isPresent(presence, id, day.day);
  const said = presence.find((row) => row.personId === id && row.day === day.day);
  return { id, name, isThere, saidAtMs: said?.saidAtMs ?? null };
}

async function showGuests(
  { db }: Context,
  actor: Extract<Actor, { kind: 'person' }>,
  { tour, guests }: TourAtWork,
  { seesAll, hasLadder }: { seesAll: boolean; hasLadder: boolean },
): Promise<DayGuest[]> {
  const checklist = await listChecklist(db);
  const ticks = await listTicks(db, tour.id);
  const tickets = await listTickets(db, tour.id);
  const attendance = await listAttendance(db, tour.id);
  const shifts = Map.groupBy(
    await listPastShifts(
      db,
      guests.map(({ personId }) => personId),
    ),
    ({ personId }) => personId,
  );
  return guests.map(({ personId, name, scopes }) => {
    if (!seesAll && personId !== actor.id) return { personId, name, scopes, step: null, shift: null };
    const {
      own = null,
      mentor = null,
      settled = null,
      closedAtMs = null,
      mentorId = null,
    } = attendance.find((row) => row.personId === personId) ?? {};
    const words = { own, mentor, settled };
    const result = attendanceOf(words);
    const mayManage = isPermitted(standingsOf(actor), 'shift.manage');
    return {
      ...{ personId, name, scopes },
      step: ladderStep(shifts.get(personId) ?? [], { startsAtMs: tour.startsAtMs, hasLadder }),
      shift: {
        items: itemsOf({ personId, scopes }, checklist, ticks),
        tickets: tickets
          .filter((ticket) => ticket.personId === personId)
          .map(({ id, text, handed }) => ({ id, text, handed })),
        ...{ words, result, closedAtMs },
        maySettle: result === 'open' && mayManage && actor.id !== personId && actor.id !== mentorId,
      },
    };
  });
}

/** What is free, and who could take over: the line sees to itself, and says no names [SH18]. */
async function readCover(context: Context, atWork: TourAtWork): Promise<TourCover> {
  const { tour, day, standing, mentors, presence } = atWork;
  const nowMs = context.clock();
  const line = (await listLine(context.db, tour.id)).filter(
    ({ offeredUntilMs }) => offeredUntilMs === null || offeredUntilMs > nowMs,
  );
  const offers = line.flatMap(({ offeredUntilMs }) => offeredUntilMs ?? []);
  const free = tour.places - tour.taken;
  const expected = mentors.filter(({ id }) => isPresent(presence, id, day.day) !== false).length;
  const lacksMentors = standing === 'waits' || expected < tour.mentorsNeeded;
  const found =
    free > 0 || lacksMentors ? await listReplacements(context, atWork) : { guests: [], mentors: [] };
  return {
    free,
    waiting: tour.startsAtMs > nowMs ? line.length : 0,
    offeredUntilMs: tour.startsAtMs > nowMs && offers.length > 0 ? Math.max(...offers) : null,
    guests: free > 0 ? found.guests : [],
    mentors: lacksMentors ? found.mentors : [],
    proposed: (await listProposals(context.db, tour.roundId))
      .filter(({ tourId }) => tourId === tour.id)
      .map(({ personId }) => personId),
  };
}

/** How many tours each mentor looks after, in a round and in all, where mentors are chosen [SH69]. */
export async function getMentorLoads(
  context: Context,
  actor: Actor,
  roundId: string | null,
): Promise<ReadonlyMap<string, MentorLoad>> {
  requirePermission(actor, 'shift.manage');
  return listMentorLoads(context.db, roundId);
}
