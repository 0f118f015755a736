import { dayAfter } from '../../base/days.ts';
import { busyDaysOf, keepsBusy, type BusyDays, type EventFault, type ReadingContext } from './busy-days.ts';
import { readFileParts, type FileEvent } from './calendar-events.ts';
import { readContentLines } from './content-lines.ts';
import { dayNumber } from './day-number.ts';
import type { WorkBudget } from './unroll-rule.ts';
import { clockByName, readWallTime, UTC_CLOCK, type WallClock } from './wall-clock.ts';

/** How far ahead repetitions are unrolled [LE12]. */
export const UNROLLED_DAYS = 400;
/** As many days are looked at for one file, whatever it repeats: about a second. */
const WORK_OF_A_FILE = 200_000;
/** As many whole days and spans of them are taken from one file; who has more is no one person. */
export const MOST_BUSY_SPANS = 2_000;
/** Definitions of zones hold for the longest leave before and after. */
const ZONE_DAYS = 1_500;

/** What a calendar file says, and what of it was not understood. */
export interface CalendarRead {
  busy: readonly BusyDays[];
  /** Events that take no whole day, are free, cancelled, over or too far ahead. */
  leftOut: number;
  faults: readonly { line: number; reason: EventFault }[];
}

/** The whole busy days of a calendar file from today on; undefined for what is no calendar [LE11] [LE12]. */
export function readCalendar(
  text: string,
  { today, timeZone, hours }: { today: string; timeZone: string; hours: ReadingContext['hours'] },
): CalendarRead | undefined {
  const parts = readFileParts(readContentLines(text.replace(/^\uFEFF/, '')));
  if (!parts.isCalendar) return undefined;
  const budget: WorkBudget = { left: WORK_OF_A_FILE };
  const clocks = new Map<string, WallClock | undefined>();
  const around = { from: dayNumber(today) - ZONE_DAYS, until: dayNumber(today) + ZONE_DAYS };
  const clock = (id: string): WallClock | undefined => {
    if (!clocks.has(id)) clocks.set(id, clockByName(id, parts.zones, around, budget));
    return clocks.get(id);
  };
  const window = { startsOn: today, endsOn: dayAfter(today, UNROLLED_DAYS) };
  const context: ReadingContext = {
    window,
    timeZone,
    hours,
    budget,
    clock,
    replaced: listReplaced(parts.events, clock),
  };
  const faults: { line: number; reason: EventFault }[] = parts.broken.map((line) => ({
    line,
    reason: 'leave.calendar.fault.broken' as const,
  }));
  // Of two that stand for the same the later one counts.
  const busy = new Map<string, BusyDays>();
  let leftOut = 0;
  for (const event of parts.events) {
    const days = keepsBusy(event) ? busyDaysOf(event, context) : [];
    if (typeof days === 'string') faults.push({ line: event.line, reason: days });
    else if (days.length === 0) leftOut++;
    else if (busy.size + days.length > MOST_BUSY_SPANS)
      faults.push({ line: event.line, reason: 'leave.calendar.fault.work' });
    else for (const span of days) busy.set(span.key, span);
  }
  return {
    busy: [...busy.values()].toSorted(
      (one, other) => one.startsOn.localeCompare(other.startsOn) || one.key.localeCompare(other.key),
    ),
    leftOut,
    faults: faults.toSorted((one, other) => one.line - other.line),
  };
}

/** Which occurrences of which events the file itself gives anew, or cancels. */
function listReplaced(
  events: readonly FileEvent[],
  clock: (id: string) => WallClock | undefined,
): Map<string, Set<string>> {
  const replaced = new Map<string, Set<string>>();
  for (const { uid, lines } of events) {
    const line = lines.get('RECURRENCE-ID')?.[0];
    const wall = line && readWallTime(line.value);
    if (!line || !wall) continue;
    const of = replaced.get(uid) ?? new Set<string>();
    const id = line.params.get('TZID');
    const at = wall.isUtc ? UTC_CLOCK : id === undefined ? undefined : clock(id);
    of.add(wall.time !== null && at ? String(at(wall.day, wall.time)) : wall.day);
    replaced.set(uid, of);
  }
  return replaced;
}
