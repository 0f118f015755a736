import { momentOf } from '../../base/time-zone.ts';
import type { ContentLine } from './content-lines.ts';
import { dayNumber, dayOfNumber, type DayNumber } from './day-number.ts';
import { readRepeatRule } from './repeat-rule.ts';
import { unrollRule, type WorkBudget } from './unroll-rule.ts';
import { WINDOWS_ZONES } from './windows-zones.ts';

/** The moment (milliseconds since 1970) at which the clock of some zone shows a time (HH:MM:SS) on a day (ISO). */
export type WallClock = (day: string, time: string) => number;

/** A date or a date with a time, as RFC 5545 3.3.4 and 3.3.5 write them. */
export interface WallTime {
  day: string;
  /** Null for a date alone. */
  time: string | null;
  isUtc: boolean;
}

/** Undefined for what is none, such as 30 February. */
export function readWallTime(text: string): WallTime | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/i.exec(text.trim());
  if (!parts) return undefined;
  const [, year, month, date, hours, minutes, seconds, zulu] = parts;
  const day = `${year}-${month}-${date}`;
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(day)) return undefined;
  if (hours === undefined) return { day, time: null, isUtc: false };
  // A leap second is the last one of its minute.
  const time = `${hours}:${minutes}:${seconds === '60' ? '59' : seconds}`;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
  return { day, time, isUtc: zulu !== undefined };
}

export const UTC_CLOCK: WallClock = (day, time) => Date.parse(`${day}T${time}Z`);

/** The clock of a zone of the world's list. */
export function clockOf(timeZone: string): WallClock {
  return (day, time) => momentOf(day, time, timeZone);
}

/** A VTIMEZONE of the file, with the lines of each of its STANDARD and DAYLIGHT parts. */
export interface FileZone {
  id: string;
  location: string | undefined;
  observances: readonly (readonly ContentLine[])[];
}

/**
 * The clock that a TZID means: a zone of the world's list by its name, by that of Windows, or by what other
 * programs put before it; else as the file itself defines it. Undefined where nobody says.
 */
export function clockByName(
  id: string,
  zones: readonly FileZone[],
  around: { from: DayNumber; until: DayNumber },
  budget: WorkBudget,
): WallClock | undefined {
  const own = zones.find((zone) => zone.id === id);
  const names = [id, WINDOWS_ZONES[id], /[A-Za-z_]+\/[\w+-]+(?:\/[\w+-]+)?$/.exec(id)?.[0], own?.location];
  const known = names.find((name) => name !== undefined && isKnownZone(name));
  if (known !== undefined) return clockOf(known);
  return own && clockOfFile(own, around, budget);
}

function isKnownZone(name: string): boolean {
  // An offset such as +01:00 is no name of a zone.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false; // asked is what Temporal knows: it throws for the rest
  }
}

interface Onset {
  /** When it begins, on the wall: comparable as text. */
  at: string;
  offsetMs: number;
}

/** The changes of a zone that the file defines: from each on, the wall is so far from UTC. */
function clockOfFile(
  { observances }: FileZone,
  around: { from: DayNumber; until: DayNumber },
  budget: WorkBudget,
): WallClock | undefined {
  const onsets: Onset[] = [];
  for (const lines of observances) {
    const valueOf = (name: string): string | undefined => lines.find((line) => line.name === name)?.value;
    const start = readWallTime(valueOf('DTSTART') ?? '');
    const offsetMs = readOffset(valueOf('TZOFFSETTO') ?? '');
    if (!start?.time || offsetMs === undefined) return undefined;
    onsets.push({ at: `${start.day}T${start.time}`, offsetMs });
    const text = valueOf('RRULE');
    if (text === undefined) continue;
    const rule = readRepeatRule(text);
    const days = rule && unrollRule(rule, dayNumber(start.day), around, budget);
    if (!days) return undefined;
    const until = rule?.until ? readWallTime(rule.until)?.day : undefined;
    for (const day of days) {
      const at = dayOfNumber(day);
      if (until === undefined || at <= until) onsets.push({ at: `${at}T${start.time}`, offsetMs });
    }
  }
  onsets.sort((one, other) => one.at.localeCompare(other.at));
  const [first] = onsets;
  if (!first) return undefined;
  return (day, time) => {
    const wall = `${day}T${time}`;
    const { offsetMs } = onsets.findLast(({ at }) => at <= wall) ?? first;
    return UTC_CLOCK(day, time) - offsetMs;
  };
}

/** +0100 in milliseconds. */
function readOffset(text: string): number | undefined {
  const parts = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(text.trim());
  if (!parts) return undefined;
  const [, sign, hours, minutes, seconds = '0'] = parts;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -ms : ms;
}
