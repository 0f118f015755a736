import {
  dayOffAt,
  daysFrom,
  seasonsAt,
  type DayOff,
  type SeasonKind,
  type WorkCalendar,
} from '../base/calendar/working-days.ts';
import { MAX_ROUND_DAYS } from './shift.ts';

/** What keeps a tour from a day of the week on which people work. */
export type Hindrance = Exclude<DayOff, { kind: 'weekday' }> | { kind: SeasonKind; name: string };

export interface RoundSpan {
  startsOn: string;
  endsOn: string;
  /** Tours on public holidays and days off of the organisation as well. */
  onDaysOff: boolean;
  /** Tours in freezes and peaks as well. */
  inSeasons: boolean;
  /** How many of the days one tour has. */
  spanDays: number;
}

export interface RoundDays {
  /** The days (ISO) that get a tour. */
  days: string[];
  /** The same days by the tours that they make. */
  tours: string[][];
  /** Days at the end of a week that are too few for a tour. */
  leftOver: string[];
  /** Days on which something lies, whether they get a tour or not. */
  flagged: { day: string; because: Hindrance; isSkipped: boolean }[];
  /** More days than a round has; those beyond were not looked at. */
  isTooLong: boolean;
}

/**
 * The days of a round [SH1] [SH16]: every working day between its ends; what lies on a day is said, and keeps a
 * tour from it unless it is wanted there. No further than one day beyond the longest round.
 */
export function planDays(span: RoundSpan, calendar: WorkCalendar): RoundDays {
  const days: string[] = [];
  const flagged: RoundDays['flagged'] = [];
  for (const day of daysFrom(span.startsOn, span.endsOn)) {
    if (days.length > MAX_ROUND_DAYS || flagged.length > MAX_ROUND_DAYS) break;
    if (!calendar.weekdays.includes(Temporal.PlainDate.from(day).dayOfWeek)) continue;
    const [season] = seasonsAt(calendar, day);
    const because = hindranceAt(calendar, day);
    const isOff = because?.kind === 'holiday' || because?.kind === 'own';
    const isSkipped = (isOff && !span.onDaysOff) || (season !== undefined && !span.inSeasons);
    if (!isSkipped) days.push(day);
    if (because) flagged.push({ day, because, isSkipped });
  }
  const isTooLong = days.length > MAX_ROUND_DAYS || flagged.length > MAX_ROUND_DAYS;
  return { flagged, isTooLong, ...cutTours(days, span.spanDays) };
}

/** What lies on a day (ISO) on which a tour is or would be, a day off before a season [SH16] [SH29]. */
export function hindranceAt(calendar: WorkCalendar, day: string): Hindrance | null {
  const off = dayOffAt(calendar, day);
  if (off !== null && off.kind !== 'weekday') return off;
  const [season] = seasonsAt(calendar, day);
  return season ? { kind: season.kind, name: season.name } : null;
}

/** Cuts days into tours of so many, week by week: no tour goes over a weekend [SH1]. */
function cutTours(days: readonly string[], spanDays: number): Pick<RoundDays, 'days' | 'tours' | 'leftOver'> {
  const tours: string[][] = [];
  const leftOver: string[] = [];
  for (const week of Map.groupBy(days, mondayOf).values())
    for (let i = 0; i < week.length; i += spanDays) {
      const tour = week.slice(i, i + spanDays);
      if (tour.length === spanDays) tours.push(tour);
      else leftOver.push(...tour);
    }
  return { days: tours.flat(), tours, leftOver };
}

function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}
