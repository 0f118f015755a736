import { dayAfter } from '../days.ts';
import { dayAt, momentOf } from '../time-zone.ts';
import { dayOffAt, type WorkCalendar } from './working-days.ts';

/** When the organisation works. */
export interface WorkingTime {
  calendar: WorkCalendar;
  /** Hours of a working day, such as 08:00. */
  from: string;
  until: string;
  timeZone: string;
}

const HOUR_MS = 60 * 60_000;

/** Without a working day in so many, time is no longer counted by them. */
const DAYS_LOOKED_AT = 400;

/** The moment at which so many working hours have passed. */
export function afterWorkingHours(fromMs: number, hours: number, time: WorkingTime): number {
  let leftMs = hours * HOUR_MS;
  const first = dayAt(fromMs, time.timeZone);
  for (let i = 0; i < DAYS_LOOKED_AT; i++) {
    const day = dayAfter(first, i);
    if (dayOffAt(time.calendar, day) !== null) continue;
    const startMs = Math.max(momentOf(day, time.from, time.timeZone), fromMs);
    const endMs = momentOf(day, time.until, time.timeZone);
    if (startMs >= endMs) continue;
    if (leftMs <= endMs - startMs) return startMs + leftMs;
    leftMs -= endMs - startMs;
  }
  return fromMs + hours * HOUR_MS;
}
