import { AppError } from '#lib/base/errors.ts';
import { dayAfter } from '#lib/base/days.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { leavingEndsMs, windowState, type WindowState } from '#lib/shifts/sign-up-window.ts';
import { doClash, type TourDay } from '#lib/shifts/tour.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { listToursBetween, sumTours, type ComingTourRow } from './coming-store.ts';
import { countRoundDiary } from './diary/diary-commands.ts';
import * as findingStore from './findings/finding-store.ts';
import * as heldStore from './held-store.ts';
import { listRoundLines } from './seats/waiting-store.ts';
import * as store from './store.ts';
import { listProposals, type ProposalRow } from './swaps/proposal-store.ts';
import { listSwaps, type SwapRow } from './swaps/swap-store.ts';
import * as tourStore from './tour-store.ts';
import { findRound, listRoundRows, type RoundRow } from './round-store.ts';
import type { TourRow } from './tour-store.ts';

/** A round in the list, with how full it is. */
export interface ListedRound extends RoundRow {
  firstDay: string;
  lastDay: string;
  places: number;
  taken: number;
  mentors: store.PersonName[];
}

export async function listRounds(context: Context, actor: Actor): Promise<ListedRound[]> {
  requirePermission(actor, 'shift.view');
  const rounds = await listRoundRows(context.db);
  const sums = new Map((await sumTours(context.db)).map((sum) => [sum.roundId, sum]));
  const mentors = Map.groupBy(await tourStore.listAllMentors(context.db), ({ roundId }) => roundId);
  return rounds.map((round) => {
    const sum = sums.get(round.id) ?? { ...NO_TOURS, ...round.calledOff };
    const { firstDay, lastDay, places, taken } = sum;
    return { ...round, firstDay, lastDay, places, taken, mentors: mentors.get(round.id) ?? [] };
  });
}

/** What a round without tours has. */
const NO_TOURS = { firstDay: '', lastDay: '', places: 0, taken: 0 };

/** A tour of a round, as its reader sees it. */
export interface ShownTour extends TourRow {
  days: TourDay[];
  mentors: store.PersonName[];
  signUps: store.SignUpRow[];
  hasBegun: boolean;
  isOver: boolean;
  /** Until when the reader could leave it by themselves. */
  leavingEndsMs: number;
  /** The round in which the reader has another shift at these hours [SH10]. */
  clash: string | null;
  /** Seats that are offered to somebody who waited. */
  offered: number;
  /** How many wait for a seat; who they are is nobody's to know [SH18]. */
  waiting: number;
  /** The reader's own place in the line, and until when a seat is offered to them. */
  myLine: { place: number; offeredUntilMs: number | null } | null;
}

/** A round with its tours and who is on them, and how much this reader may see of its diary [SH42]. */
export interface RoundDetails {
  round: RoundRow;
  /** Whether one can sign up today, or answer where the round asks. */
  window: WindowState;
  /** The mentors of all tours, each once. */
  mentors: store.PersonName[];
  tours: ShownTour[];
  isSignedUp: boolean;
  /** Seats that people offer to each other [SH25]. */
  swaps: SwapRow[];
  /** Seats that are proposed: all for who plans rounds, else to the reader [SH26]. */
  proposals: ProposalRow[];
  diaryCount: number;
  findingCount: number;
}

export async function getRound(context: Context, actor: Actor, id: string): Promise<RoundDetails> {
  requirePerson(actor, 'shift.view');
  const { id: readerId } = actor;
  const round = await findRound(context.db, id);
  if (!round) throw new AppError('not-found');
  const mentors = await tourStore.listMentors(context.db, id);
  const signUps = await store.listSignUps(context.db, id);
  return {
    round,
    // The days of a round with a rota are those for answers; once it is published, seats are free to take [SH30].
    window:
      round.rotaPublishedAtMs === null
        ? windowState(round, dayAt(context.clock(), context.settings.timeZone))
        : 'open',
    mentors: distinctPeople(mentors),
    tours: await showTours(context, { round, mentors, signUps, readerId }),
    isSignedUp: signUps.some((signUp) => signUp.personId === readerId),
    swaps: await listSwaps(context.db, id),
    proposals: (await listProposals(context.db, id)).filter(
      ({ personId }) => personId === readerId || isPermitted(standingsOf(actor), 'shift.manage'),
    ),
    diaryCount: await countRoundDiary(context, actor, id),
    findingCount: (await findingStore.listFindings(context.db, id)).length,
  };
}

async function showTours(
  context: Context,
  {
    round,
    mentors,
    signUps,
    readerId,
  }: {
    round: RoundRow;
    mentors: readonly tourStore.MentorRow[];
    signUps: readonly store.SignUpRow[];
    readerId: string;
  },
): Promise<ShownTour[]> {
  const nowMs = context.clock();
  const days = await tourStore.listRoundDays(context.db, round.id);
  // An offer that ran out is none, also before the line has moved on [SH20].
  const lines = Map.groupBy(
    (await listRoundLines(context.db, round.id)).filter(
      ({ offeredUntilMs }) => offeredUntilMs === null || offeredUntilMs > nowMs,
    ),
    ({ tourId }) => tourId,
  );
  const held = await heldStore.listHeldDays(context.db, readerId);
  return (await tourStore.listTours(context.db, round.id)).map((tour) => {
    const own = days.get(tour.id) ?? [];
    const line = lines.get(tour.id) ?? [];
    const place = line.findIndex(({ personId }) => personId === readerId);
    const hasBegun = tour.startsAtMs <= nowMs;
    const clash = held.find((other) => other.tourId !== tour.id && doClash(own, [other]));
    return {
      ...tour,
      days: own,
      mentors: distinctPeople(mentors.filter(({ tourId }) => tourId === tour.id)),
      signUps: signUps.filter(({ tourId }) => tourId === tour.id),
      hasBegun,
      isOver: tour.endsAtMs <= nowMs,
      leavingEndsMs: leavingEndsMs(tour, round),
      clash: clash?.roundTitle ?? null,
      offered: line.filter(({ offeredUntilMs }) => offeredUntilMs !== null).length,
      waiting: hasBegun ? 0 : line.length,
      myLine:
        hasBegun || place < 0
          ? null
          : { place: place + 1, offeredUntilMs: line[place]?.offeredUntilMs ?? null },
    };
  });
}

/** Everybody once, by name. */
function distinctPeople(people: readonly store.PersonName[]): store.PersonName[] {
  return [...new Map(people.map(({ id, name }) => [id, { id, name }])).values()];
}

/** The shifts of this person that have not ended, soonest first [SH9]. */
export async function listMyShifts(context: Context, actor: Actor): Promise<store.OwnShiftRow[]> {
  requirePerson(actor, 'shift.view');
  const nowMs = context.clock();
  return (await store.listShiftsOf(context.db, actor.id)).filter(({ endsAtMs }) => endsAtMs > nowMs);
}

/** A tour of the next days, on the next of its days, and whether the reader is its mentor. */
export interface ComingTour extends Pick<
  ComingTourRow,
  'shiftId' | 'roundId' | 'roundTitle' | 'day' | 'startsAt' | 'endsAt' | 'free' | 'people'
> {
  isMentor: boolean;
}

/** How far one looks ahead. */
const DAYS_AHEAD = 14;

/** The tours of the next two weeks that have not ended, soonest first, with who is on them. */
export async function listComingTours(context: Context, actor: Actor): Promise<ComingTour[]> {
  requirePerson(actor, 'shift.view');
  const nowMs = context.clock();
  const today = dayAt(nowMs, context.settings.timeZone);
  // A night of yesterday may still be going on.
  const from = dayAfter(today, -1);
  const until = dayAfter(today, DAYS_AHEAD);
  const tours = await listToursBetween(context.db, from, until);
  const mentored = new Set(
    (await heldStore.listMentoredTours(context.db, actor.id, nowMs)).map(({ tourId }) => tourId),
  );
  const days = await tourStore.listTourDays(
    context.db,
    tours.map(({ shiftId }) => shiftId),
  );
  return tours.flatMap(({ shiftId, roundId, roundTitle, startsAt, endsAt, free, people }) => {
    const next = days.get(shiftId)?.find((day) => day.endsAtMs > nowMs);
    const isMentor = mentored.has(shiftId);
    return next
      ? [{ shiftId, roundId, roundTitle, day: next.day, startsAt, endsAt, free, people, isMentor }]
      : [];
  });
}
