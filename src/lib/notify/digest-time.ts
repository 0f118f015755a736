import { dayOffAt, type WorkCalendar } from '../base/calendar/working-days.ts';
import { dayAt, momentOf } from '../base/time-zone.ts';
import { dayAfter } from '../base/days.ts';
import type { DigestChoice } from './notice.ts';

/** The hour at which somebody's digest is due: its day is its occasion, so that no day has two. */
export interface DigestSlot {
  day: string;
  atMs: number;
}

/**
 * The slot of the present day on the reader's clock, once its hour has come; null on days without one [NO6].
 * Digests leave on working days; a weekly one whose weekday is none leaves on the next
 * that is one.
 */
export function digestSlot(
  choice: DigestChoice,
  { nowMs, timeZone, calendar }: { nowMs: number; timeZone: string; calendar: WorkCalendar },
): DigestSlot | null {
  if (choice.rhythm === 'none') return null;
  const day = dayAt(nowMs, timeZone);
  const isDue =
    choice.rhythm === 'daily' ? isWorkingDay(day, calendar) : isDayOfWeekly(day, choice.weekday, calendar);
  if (!isDue) return null;
  const atMs = momentOf(day, `${String(choice.hour).padStart(2, '0')}:00`, timeZone);
  return atMs <= nowMs ? { day, atMs } : null;
}

/** Whether people are at work on a day. */
export function isWorkingDay(day: string, calendar: WorkCalendar): boolean {
  return dayOffAt(calendar, day) === null;
}

/** The first working day from the weekday on, before the weekday comes again. */
function isDayOfWeekly(day: string, weekday: number, calendar: WorkCalendar): boolean {
  if (!isWorkingDay(day, calendar)) return false;
  const since = (Temporal.PlainDate.from(day).dayOfWeek - weekday + 7) % 7;
  for (let back = 1; back <= since; back++) if (isWorkingDay(dayAfter(day, -back), calendar)) return false;
  return true;
}
