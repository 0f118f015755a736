import { dayOffAt, type WorkCalendar } from '../base/calendar/working-days.ts';
import { dayAfter, daysBetween } from '../base/days.ts';

/** Who must know a decision and has not said that they read it is reminded after so many working days [DE5]. */
export const REMINDED_WORKING_DAYS = 3;
/** So often, and then no more. */
export const MOST_REMINDERS = 3;

/** A calendar without a working day within so many days counts plain days. */
const DAYS_LOOKED_AHEAD = 60;

/** The day (ISO) that is so many working days after another, days off not counted. */
export function workingDaysAfter(calendar: WorkCalendar, day: string, count: number): string {
  let left = count;
  for (let ahead = 1; ahead <= DAYS_LOOKED_AHEAD; ahead++) {
    const next = dayAfter(day, ahead);
    if (dayOffAt(calendar, next) === null && --left === 0) return next;
  }
  return dayAfter(day, count);
}

/** Whether somebody is to be reminded today, by the day on which they were last told and how often they were reminded. */
export function isReminded(
  { toldOn, reminders }: { toldOn: string; reminders: number },
  calendar: WorkCalendar,
  today: string,
): boolean {
  if (reminders >= MOST_REMINDERS || daysBetween(toldOn, today) < REMINDED_WORKING_DAYS) return false;
  return today >= workingDaysAfter(calendar, toldOn, REMINDED_WORKING_DAYS);
}
