import type { TourDay, TourHours } from '../tour.ts';

/** Where a day of a tour stands: mentors who are missing keep it from starting [SH60]. */
export type DayStanding = 'to-come' | 'waits' | 'started' | 'over';

/** So long after a tour should have started those who plan rounds are told that it has not. */
export const UNSTARTED_AFTER_MS = 10 * 60_000;

/** The day of a tour that goes on or comes next, the last one when all are over. */
export function currentDay<Day extends TourHours>(days: readonly Day[], nowMs: number): Day | undefined {
  return days.find(({ endsAtMs }) => nowMs < endsAtMs) ?? days.at(-1);
}

/** Where one day of a tour stands, with so many mentors who say that they are there. */
export function dayStanding(
  day: TourHours,
  { nowMs, present, needed }: { nowMs: number; present: number; needed: number },
): DayStanding {
  if (nowMs < day.startsAtMs) return 'to-come';
  if (nowMs >= day.endsAtMs) return 'over';
  return present < needed ? 'waits' : 'started';
}

/** From this day (ISO) on somebody says that they cannot come: an evening before they often know. */
export function cannotComeFrom(firstDay: string): string {
  return Temporal.PlainDate.from(firstDay).subtract({ days: 1 }).toString();
}

/** Whether so late that nobody leaves in the usual way somebody can still say that they cannot come [SH66]. */
export function mayNotCome(
  { day, endsAtMs }: { day: string; endsAtMs: number },
  { today, nowMs }: { today: string; nowMs: number },
): boolean {
  return today >= cannotComeFrom(day) && nowMs < endsAtMs;
}

/** The days of a tour that are not over. */
export function daysLeft(days: readonly TourDay[], nowMs: number): TourDay[] {
  return days.filter(({ endsAtMs }) => nowMs < endsAtMs);
}
