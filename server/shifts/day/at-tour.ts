import { AppError } from '#lib/base/errors.ts';
import { currentDay, dayStanding, type DayStanding } from '#lib/shifts/day/tour-start.ts';
import type { TourDay } from '#lib/shifts/tour.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import type { SignUpRow } from '../store.ts';
import { listSignUps } from '../store.ts';
import { findTour, listMentorsOf, listTourDays, type MentorRow, type TourRow } from '../tour-store.ts';
import { listAttendance } from './attendance-store.ts';
import { listPresence, type PresenceRow } from './presence-store.ts';

/** A tour on its day: who is on it, who looks after it, and where it stands. */
export interface TourAtWork {
  tour: TourRow;
  days: TourDay[];
  /** The day that goes on or comes next, the last one when all are over. */
  day: TourDay;
  standing: DayStanding;
  /** Whether it has started on any of its days, or is over. */
  hasStarted: boolean;
  guests: SignUpRow[];
  mentors: MentorRow[];
  presence: PresenceRow[];
}

/** Reads a tour as it stands at this moment; a transaction that changes it holds it before [SH60]. */
export async function readTourAtWork(
  { clock }: Pick<Context, 'clock'>,
  db: Queries,
  tourId: string,
): Promise<TourAtWork> {
  const tour = await findTour(db, tourId);
  const days = (await listTourDays(db, [tourId])).get(tourId) ?? [];
  const nowMs = clock();
  const day = currentDay(days, nowMs);
  if (!tour || !day) throw new AppError('not-found');
  const mentors = await listMentorsOf(db, [tourId]);
  const presence = await listPresence(db, tourId);
  const presentOn = (meant: string): number =>
    mentors.filter(({ id }) => isPresent(presence, id, meant) === true).length;
  const standingOf = (meant: TourDay): DayStanding =>
    dayStanding(meant, { nowMs, present: presentOn(meant.day), needed: tour.mentorsNeeded });
  return {
    ...{ tour, days, day, mentors, presence },
    standing: standingOf(day),
    hasStarted:
      nowMs >= tour.endsAtMs ||
      days.some((each) => nowMs >= each.startsAtMs && presentOn(each.day) >= tour.mentorsNeeded),
    guests: (await listSignUps(db, tour.roundId)).filter((guest) => guest.tourId === tourId),
  };
}

/** What somebody said about a day of the tour; null while they said nothing. */
export function isPresent(presence: readonly PresenceRow[], personId: string, day: string): boolean | null {
  return presence.find((row) => row.personId === personId && row.day === day)?.isThere ?? null;
}

/** Whoever looks after a tour; refused to everybody else. */
export function requireMentor({ mentors }: Pick<TourAtWork, 'mentors'>, personId: string): void {
  if (!mentors.some(({ id }) => id === personId))
    throw new AppError('forbidden', { reason: 'shifts.day.notMentor' });
}

/** Somebody with a seat, for themselves or for one of the tour's mentors; refused to everybody else. */
export function requireGuestOrMentor(
  { guests, mentors }: Pick<TourAtWork, 'guests' | 'mentors'>,
  { personId, actorId }: { personId: string; actorId: string },
): void {
  const isMentor = mentors.some(({ id }) => id === actorId);
  if (actorId !== personId && !isMentor) throw new AppError('forbidden', { reason: 'shifts.day.notYours' });
  if (!guests.some((guest) => guest.personId === personId)) throw new AppError('not-found');
}

/** A shift that was closed is changed when it is opened again. */
export async function requireNotClosed(
  trx: Queries,
  { tourId, personId }: { tourId: string; personId: string },
): Promise<void> {
  const said = (await listAttendance(trx, tourId)).find((row) => row.personId === personId);
  if (said && said.closedAtMs !== null) throw new AppError('conflict', { reason: 'shifts.day.closed' });
}

/** Says that something of the day of a tour is different now. */
export function tellDay({ bus }: Pick<Context, 'bus'>, { roundId }: Pick<TourRow, 'roundId'>): void {
  bus.tell({ kind: 'round', id: roundId, action: 'day' });
}
