import { dayAfter } from '../base/days.ts';
import { dayAt, momentOf } from '../base/time-zone.ts';
import type { SnoozeUntil } from './notice-forms.ts';

/** When a day begins for whoever put something off. */
const MORNING = '08:00';
/** Nothing is put off for longer. */
export const LONGEST_SNOOZE_DAYS = 366;

/**
 * The morning at which what was put off comes back [NO3]: of tomorrow, of the next Monday, or of a day; on the
 * reader's clock, also across a change of it. Null for a day that is not ahead, or too far.
 */
export function snoozeUntilMs(
  until: SnoozeUntil,
  { nowMs, timeZone }: { nowMs: number; timeZone: string },
): number | null {
  const today = dayAt(nowMs, timeZone);
  const day =
    until === 'morning'
      ? dayAfter(today, 1)
      : until === 'week'
        ? dayAfter(today, 8 - Temporal.PlainDate.from(today).dayOfWeek)
        : until;
  if (day <= today || day > dayAfter(today, LONGEST_SNOOZE_DAYS)) return null;
  return momentOf(day, MORNING, timeZone);
}
