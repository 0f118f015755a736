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
}

export interface RoundDays {
  /** The days (ISO) that get a tour. */
  days: string[];
  /** Days on which something lies, whether they get a tour or not. */
  flagged: { day: string; because: Hindrance; isSkipped: boolean }[];
}

/**
 * The days of a round [SH1] [SH16]: every working day between its ends; what lies on a day is said, and keeps a
 * tour from it unless it is wanted there. No further than one day beyond the longest round.
 */
export function planDays(span: RoundSpan, calendar: WorkCalendar): RoundDays {
  const plan: RoundDays = { days: [], flagged: [] };
  for (const day of daysFrom(span.startsOn, span.endsOn)) {
    if (plan.days.length > MAX_ROUND_DAYS || plan.flagged.length > MAX_ROUND_DAYS) break;
    if (!calendar.weekdays.includes(Temporal.PlainDate.from(day).dayOfWeek)) continue;
    const off = dayOffAt(calendar, day);
    const [season] = seasonsAt(calendar, day);
    const isOff = off !== null && off.kind !== 'weekday';
    const isSkipped = (isOff && !span.onDaysOff) || (season !== undefined && !span.inSeasons);
    if (!isSkipped) plan.days.push(day);
    if (isOff) plan.flagged.push({ day, because: off, isSkipped });
    else if (season) plan.flagged.push({ day, because: { kind: season.kind, name: season.name }, isSkipped });
  }
  return plan;
}
