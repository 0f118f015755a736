import { dayAfter, daysBetween } from '../../base/days.ts';
import { dayAt, momentOf } from '../../base/time-zone.ts';
import { LONGEST_LEAVE_DAYS, type LeaveDays } from '../leave.ts';
import type { FileEvent } from './calendar-events.ts';
import type { ContentLine } from './content-lines.ts';
import { dayNumber, dayOfNumber } from './day-number.ts';
import { readRepeatRule } from './repeat-rule.ts';
import { unrollRule, type WorkBudget } from './unroll-rule.ts';
import { clockOf, readWallTime, UTC_CLOCK, type WallClock, type WallTime } from './wall-clock.ts';

/** Why an event was not understood, as a catalogue key. */
export type EventFault =
  | 'leave.calendar.fault.broken'
  | 'leave.calendar.fault.day'
  | 'leave.calendar.fault.zone'
  | 'leave.calendar.fault.rule'
  | 'leave.calendar.fault.long'
  | 'leave.calendar.fault.work';

/** Whole days on which somebody is busy; the key stays the same when the event moves. */
export interface BusyDays extends LeaveDays {
  key: string;
  /** For the eyes of whoever brought the file alone; kept nowhere. */
  title: string;
}

export interface ReadingContext {
  /** The first and the last day that matter. */
  window: LeaveDays;
  timeZone: string;
  /** When the organisation works, such as 08:00. */
  hours: { from: string; until: string };
  budget: WorkBudget;
  /** The clock that a TZID means. */
  clock(id: string): WallClock | undefined;
  /** Occurrences that the file itself replaces or cancels, by uid. */
  replaced: ReadonlyMap<string, ReadonlySet<string>>;
}

const HOUR_MS = 60 * 60_000;
/** Each day that is compared with the clock on the wall costs as much as so many that are counted. */
const CLOCK_WORK = 10;

/** Whether an event keeps its person busy: not cancelled, and neither free nor only tentative nor at work elsewhere. */
export function keepsBusy({ lines }: FileEvent): boolean {
  const valueOf = (name: string): string | undefined => lines.get(name)?.[0]?.value.trim().toUpperCase();
  if (valueOf('STATUS') === 'CANCELLED') return false;
  const shown = valueOf('X-MICROSOFT-CDO-BUSYSTATUS');
  if (shown !== undefined) return shown === 'OOF' || shown === 'BUSY';
  return valueOf('TRANSP') !== 'TRANSPARENT';
}

/** The whole days that an event takes, in the window; several where it repeats. Empty where it takes no whole day. */
export function busyDaysOf(event: FileEvent, context: ReadingContext): BusyDays[] | EventFault {
  const first = event.lines.get('DTSTART')?.[0];
  const start = first && readWallTime(first.value);
  if (!first || !start) return 'leave.calendar.fault.day';
  const spans =
    start.time === null
      ? datesOf(event, start.day, context)
      : timesOf(event, first, { ...start, time: start.time }, context);
  if (typeof spans === 'string') return spans;
  const { window } = context;
  return spans
    .filter(({ startsOn, endsOn }) => startsOn <= window.endsOn && endsOn >= window.startsOn)
    .map(({ original, startsOn, endsOn }) => ({
      key: `${event.uid || `${startsOn} ${endsOn}`}|${original}`,
      title: event.title,
      startsOn,
      endsOn,
    }));
}

interface Occurrence extends LeaveDays {
  /** The day that tells an occurrence from the others of its event; empty where it does not repeat. */
  original: string;
}

/** All-day events: the end is the day after the last one. */
function datesOf(event: FileEvent, startDay: string, context: ReadingContext): Occurrence[] | EventFault {
  const length = lengthInDays(event, startDay);
  if (length === undefined) return 'leave.calendar.fault.day';
  if (length > LONGEST_LEAVE_DAYS) return 'leave.calendar.fault.long';
  const days = occurrencesOf(event, startDay, length, context, (wall) => wall.day);
  if (typeof days === 'string') return days;
  return days
    .filter(({ day }) => !context.replaced.get(event.uid)?.has(day) || isReplacement(event))
    .map(({ day, original }) => ({ original, startsOn: day, endsOn: dayAfter(day, length - 1) }));
}

function lengthInDays({ lines }: FileEvent, startDay: string): number | undefined {
  const end = lines.get('DTEND')?.[0];
  const duration = lines.get('DURATION')?.[0];
  if (!end)
    return duration
      ? Math.max(1, Math.ceil((readDuration(duration.value) ?? Number.NaN) / DAY_MS)) || undefined
      : 1;
  const last = readWallTime(end.value);
  // Some programs end a day on itself.
  return last && Math.max(1, daysBetween(startDay, last.day));
}

const DAY_MS = 24 * HOUR_MS;

/** Events with hours: a day is taken where they cover the hours of work on it. */
function timesOf(
  event: FileEvent,
  first: ContentLine,
  start: WallTime & { time: string },
  context: ReadingContext,
): Occurrence[] | EventFault {
  const clock = clockOfLine(first, start, context);
  if (!clock) return 'leave.calendar.fault.zone';
  const startMs = clock(start.day, start.time);
  const endMs = endOf(event, startMs, context);
  if (typeof endMs === 'string') return endMs;
  const lengthMs = endMs - startMs;
  // No day of work fits into it; an hour for the night of a clock change.
  if (lengthMs < hoursMs(context.hours) - HOUR_MS) return [];
  if (lengthMs > LONGEST_LEAVE_DAYS * DAY_MS) return 'leave.calendar.fault.long';
  const lengthDays = Math.ceil(lengthMs / DAY_MS) + 1;
  const toMs = (wall: WallTime): number =>
    (wall.isUtc ? UTC_CLOCK : clock)(wall.day, wall.time ?? start.time);
  const days = occurrencesOf(event, start.day, lengthDays, context, (wall) => String(toMs(wall)), {
    at: (day) => clock(day, start.time),
    until: toMs,
  });
  if (typeof days === 'string') return days;
  const spans: Occurrence[] = [];
  for (const { day, original } of days) {
    const fromMs = clock(day, start.time);
    const replaced = context.replaced.get(event.uid);
    if (!isReplacement(event) && (replaced?.has(String(fromMs)) || replaced?.has(day))) continue;
    const covered = coveredDays(fromMs, fromMs + lengthMs, context);
    if (covered === null) return 'leave.calendar.fault.work';
    if (covered !== undefined) spans.push({ original, ...covered });
  }
  return spans;
}

/** The first and the last day whose hours of work lie within two moments; null where the budget is used up. */
function coveredDays(
  fromMs: number,
  untilMs: number,
  { timeZone, hours, budget }: ReadingContext,
): LeaveDays | undefined | null {
  budget.left -= CLOCK_WORK * 4;
  if (budget.left < 0) return null;
  let startsOn = dayAt(fromMs, timeZone);
  if (momentOf(startsOn, hours.from, timeZone) < fromMs) startsOn = dayAfter(startsOn, 1);
  let endsOn = dayAt(untilMs, timeZone);
  if (momentOf(endsOn, hours.until, timeZone) > untilMs) endsOn = dayAfter(endsOn, -1);
  return startsOn <= endsOn ? { startsOn, endsOn } : undefined;
}

function clockOfLine(line: ContentLine, wall: WallTime, context: ReadingContext): WallClock | undefined {
  if (wall.isUtc) return UTC_CLOCK;
  const id = line.params.get('TZID');
  // A floating time is that of whoever looks at it: of the organisation.
  return id === undefined ? clockOf(context.timeZone) : context.clock(id);
}

function endOf({ lines }: FileEvent, startMs: number, context: ReadingContext): number | EventFault {
  const end = lines.get('DTEND')?.[0];
  const duration = lines.get('DURATION')?.[0];
  if (!end) {
    if (!duration) return startMs;
    const lengthMs = readDuration(duration.value);
    return lengthMs === undefined ? 'leave.calendar.fault.day' : startMs + lengthMs;
  }
  const wall = readWallTime(end.value);
  if (!wall) return 'leave.calendar.fault.day';
  const clock = clockOfLine(end, wall, context);
  return clock ? clock(wall.day, wall.time ?? '00:00:00') : 'leave.calendar.fault.zone';
}

/** P15DT5H0M20S or P2W in milliseconds (RFC 5545 3.3.6); a negative one is none of an event. */
function readDuration(text: string): number | undefined {
  const parts =
    /^\+?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(
      text.trim().toUpperCase(),
    );
  if (!parts) return undefined;
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  const inHours = ((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0);
  return ((inHours * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1_000;
}

function hoursMs({ from, until }: ReadingContext['hours']): number {
  return UTC_CLOCK('2026-01-01', `${until}:00`) - UTC_CLOCK('2026-01-01', `${from}:00`);
}

function isReplacement({ lines }: FileEvent): boolean {
  return lines.has('RECURRENCE-ID');
}

/**
 * The days on which an event begins, in the window: its own, those of its rule and its RDATEs, without its
 * EXDATEs. `nameOf` says what of a date tells one occurrence from another; `moments` is there for hours.
 */
function occurrencesOf(
  event: FileEvent,
  startDay: string,
  lengthDays: number,
  context: ReadingContext,
  nameOf: (wall: WallTime) => string,
  moments?: { at: (day: string) => number; until: (wall: WallTime) => number },
): { day: string; original: string }[] | EventFault {
  const { lines } = event;
  const replaces = readWallTime(lines.get('RECURRENCE-ID')?.[0]?.value ?? '');
  if (isReplacement(event)) return [{ day: startDay, original: replaces?.day ?? startDay }];
  const rule = lines.get('RRULE')?.[0];
  const added = datesIn(lines.get('RDATE'));
  const left = datesIn(lines.get('EXDATE'));
  if (!added || !left) return 'leave.calendar.fault.rule';
  if (!rule && added.length === 0) return [{ day: startDay, original: '' }];
  const days = new Set([startDay, ...added.map(({ day }) => day)]);
  if (rule) {
    const read = readRepeatRule(rule.value);
    const until = read?.until ? readWallTime(read.until) : undefined;
    if (!read || (read.until !== null && !until)) return 'leave.calendar.fault.rule';
    const window = {
      from: dayNumber(context.window.startsOn) - lengthDays,
      until: dayNumber(context.window.endsOn),
    };
    const found = unrollRule(read, dayNumber(startDay), window, context.budget);
    if (!found) return 'leave.calendar.fault.work';
    const isBeforeEnd = (day: string): boolean => {
      if (!until) return true;
      if (!moments || until.time === null) return day <= until.day;
      return moments.at(day) <= moments.until(until);
    };
    for (const day of found.map(dayOfNumber)) if (isBeforeEnd(day)) days.add(day);
  }
  const excluded = new Set(left.flatMap((wall) => (wall.time === null ? [wall.day] : [nameOf(wall)])));
  return [...days]
    .filter((day) => !excluded.has(day) && !(moments && excluded.has(String(moments.at(day)))))
    .map((day) => ({ day, original: day }));
}

/** The dates of RDATE or EXDATE lines; undefined where one is none. */
function datesIn(lines: readonly ContentLine[] | undefined): WallTime[] | undefined {
  const dates: WallTime[] = [];
  for (const text of (lines ?? []).flatMap(({ value }) => value.split(','))) {
    const wall = readWallTime(text.split('/')[0] ?? '');
    if (!wall) return undefined;
    dates.push(wall);
  }
  return dates;
}
