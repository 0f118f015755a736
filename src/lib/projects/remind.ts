import { dayAfter, daysBetween } from '../base/days.ts';

/** So many days before it is due a signature or an opinion is reminded of. */
export const REMINDED_BEFORE_DAYS = 2;
/** Afterwards every so many days, until it is given. */
export const REMINDED_EVERY_DAYS = 3;

/**
 * For which day somebody is reminded now of what is due on `dueOn` (ISO days), or null where it is too early [PR37].
 * Of one day one reminder is told, however often this is asked.
 */
export function reminderDay(dueOn: string, today: string): string | null {
  const first = dayAfter(dueOn, -REMINDED_BEFORE_DAYS);
  if (today < first) return null;
  const since = daysBetween(first, today);
  return dayAfter(first, Math.floor(since / REMINDED_EVERY_DAYS) * REMINDED_EVERY_DAYS);
}
