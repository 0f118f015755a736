import { dayOffAt, type WorkCalendar } from '../base/calendar/working-days.ts';
import { dayAfter, daysBetween } from '../base/days.ts';

/** Days (ISO), all of them later or earlier by as many days as the first goes to another. */
export function moveDays(days: readonly string[], { from, to }: { from: string; to: string }): string[] {
  const by = daysBetween(from, to);
  return days.map((day) => dayAfter(day, by));
}

/** Those of these days on which the organisation does not work: days of the week, public holidays, own days off. */
export function daysOffAmong(days: readonly string[], calendar: WorkCalendar): string[] {
  return days.filter((day) => dayOffAt(calendar, day) !== null);
}

/** When a tour is, as people agree to it: its days (ISO, in order), and hours on the organisation's clock. */
export interface AgreedTimes {
  days: readonly string[];
  startsAt: string;
  endsAt: string;
}

/** Whether two tours are at the same days and hours. */
export function areSameTimes(one: AgreedTimes, other: AgreedTimes): boolean {
  return one.days.length === other.days.length && isWithin(one, other);
}

/** Whether whoever agreed to these times agreed to those, too: fewer of the same days, at the same hours. */
export function isWithin(times: AgreedTimes, agreed: AgreedTimes): boolean {
  return (
    times.startsAt === agreed.startsAt &&
    times.endsAt === agreed.endsAt &&
    times.days.every((day) => agreed.days.includes(day))
  );
}
