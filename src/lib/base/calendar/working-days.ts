import { dayAfter } from '../days.ts';
import { holidaysOf, type HolidayName, type HolidayRule } from './holidays.ts';

export const SEASON_KINDS = ['freeze', 'peak'] as const;
/** In a freeze nothing new begins; in a peak everybody has their hands full. */
export type SeasonKind = (typeof SEASON_KINDS)[number];

/** A span of days with a name, both ends included. */
export interface Season {
  name: string;
  kind: SeasonKind;
  startsOn: string;
  endsOn: string;
}

/** When an organisation works: the one place that every plan asks. */
export interface WorkCalendar {
  /** ISO days of the week, 1 is Monday. */
  weekdays: readonly number[];
  holidays: HolidayRule;
  /** Days off that the organisation named itself. */
  ownDaysOff: readonly { day: string; name: string }[];
  seasons: readonly Season[];
}

/** Why nobody works on a day. */
export type DayOff =
  { kind: 'weekday' } | { kind: 'holiday'; name: HolidayName } | { kind: 'own'; name: string };

/** Why nobody works on this day (ISO); null on a working day. A holiday on a Sunday is a holiday. */
export function dayOffAt(calendar: WorkCalendar, day: string): DayOff | null {
  const own = calendar.ownDaysOff.find((known) => known.day === day);
  if (own) return { kind: 'own', name: own.name };
  const holiday = holidaysOf(calendar.holidays, Number(day.slice(0, 4))).find((known) => known.day === day);
  if (holiday) return { kind: 'holiday', name: holiday.name };
  return calendar.weekdays.includes(Temporal.PlainDate.from(day).dayOfWeek) ? null : { kind: 'weekday' };
}

/** The seasons that a day (ISO) lies in. */
export function seasonsAt(calendar: WorkCalendar, day: string): Season[] {
  return calendar.seasons.filter(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);
}

/** Every day (ISO) from one to another, both included; empty when the order is wrong. */
export function* daysFrom(startsOn: string, endsOn: string): Generator<string> {
  for (let day = startsOn; day <= endsOn; day = dayAfter(day, 1)) yield day;
}
