import * as v from 'valibot';
import { dayAfter } from '../../base/days.ts';
import { calendarDay } from '../../base/parse-input.ts';
import { SCOPES, type Scope } from '../shift.ts';

/** A year of two million contacts, counted in the browser. */
export const MAX_VOLUME_BYTES = 100_000_000;
/** Whether a file is small enough to be counted in a browser. */
export function isCountable(bytes: number): boolean {
  return bytes <= MAX_VOLUME_BYTES;
}

/** As many days as one file is counted over: more says nothing about next month. */
export const MOST_VOLUME_DAYS = 800;
/** As long as the name of a file is kept. */
export const VOLUME_FILE_MAX = 300;

export const WEEKDAYS = 7;
export const HOURS = 24;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const Grid = v.pipe(v.array(v.pipe(v.array(count), v.length(HOURS))), v.length(WEEKDAYS));

/** Contacts by what they came on, weekday (Monday first) and hour of the clock on the wall; '' for no scope. */
export const VolumeCounts = v.pipe(
  v.array(v.object({ scope: v.picklist(['', ...SCOPES]), grid: Grid })),
  v.minLength(1),
  v.maxLength(SCOPES.length + 1),
);
export type VolumeCounts = v.InferOutput<typeof VolumeCounts>;
export type VolumeScope = Scope | '';

export const VolumeForm = v.pipe(
  v.object({
    fileName: v.pipe(v.string(), v.maxLength(VOLUME_FILE_MAX)),
    firstDay: calendarDay(),
    lastDay: calendarDay(),
    refused: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), count),
    counts: v.pipe(v.string('form.required'), v.parseJson(), VolumeCounts),
  }),
  v.forward(
    v.check(({ firstDay, lastDay }) => firstDay <= lastDay && isSpan(firstDay, lastDay), 'volumes.tooLong'),
    ['lastDay'],
  ),
);

/** Whether days are few enough to be counted over. */
function isSpan(firstDay: string, lastDay: string): boolean {
  return lastDay < dayAfter(firstDay, MOST_VOLUME_DAYS);
}

/** What is known of contacts, as it was counted last. */
export interface ContactVolume {
  fileName: string;
  firstDay: string;
  lastDay: string;
  counts: VolumeCounts;
  /** How many rows of the file were not understood. */
  refused: number;
  setBy: string;
  setAtMs: number;
}

/** Mean contacts in one hour; null where that hour never came between the two days. */
export type MeanGrid = (number | null)[][];

/**
 * How often each hour of each weekday came between two days, both included [SH99]: on the night on which the clock is
 * put on one never comes, on the night on which it is put back one comes twice.
 */
export function hoursBetween(firstDay: string, lastDay: string, timeZone: string): number[][] {
  const times = Array.from({ length: WEEKDAYS }, () => Array.from({ length: HOURS }, () => 0));
  const last = Temporal.PlainDate.from(lastDay);
  for (
    let day = Temporal.PlainDate.from(firstDay);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const row = times[day.dayOfWeek - 1] ?? [];
    const start = day.toZonedDateTime(timeZone);
    for (let hour = 0; hour < start.hoursInDay; hour += 1) {
      const at = start.hoursInDay === HOURS ? hour : start.add({ hours: hour }).hour;
      row[at] = (row[at] ?? 0) + 1;
    }
  }
  return times;
}

/** Mean contacts an hour, of one scope or of all together. */
export function meanContacts(
  { firstDay, lastDay, counts }: Pick<ContactVolume, 'firstDay' | 'lastDay' | 'counts'>,
  scope: Scope | 'all',
  timeZone: string,
): MeanGrid {
  const meant = counts.filter((one) => scope === 'all' || one.scope === scope);
  return hoursBetween(firstDay, lastDay, timeZone).map((row, weekday) =>
    row.map((times, hour) =>
      times === 0 ? null : meant.reduce((sum, { grid }) => sum + (grid[weekday]?.[hour] ?? 0), 0) / times,
    ),
  );
}

/** From this share of the busiest hour on an hour is a peak. */
const PEAK_SHARE = 0.8;

/** Whether an hour is a peak [SH99]: nearly as busy as the busiest one of the week. */
export function isPeak(means: MeanGrid, weekday: number, hour: number): boolean {
  const mean = means[weekday]?.[hour] ?? 0;
  return mean > 0 && mean >= PEAK_SHARE * busiest(means);
}

export function busiest(means: MeanGrid): number {
  return means.flat().reduce<number>((most, mean) => Math.max(most, mean ?? 0), 0);
}

/** Hours that lie together, from one to before another. */
export interface HourSpan {
  from: number;
  until: number;
}

/** The peaks of each weekday that has any, hours that lie together as one. */
export function peakSpans(means: MeanGrid): { weekday: number; spans: HourSpan[] }[] {
  return means.flatMap((row, weekday) => {
    const spans: HourSpan[] = [];
    for (const hour of row.keys()) {
      if (!isPeak(means, weekday, hour)) continue;
      const last = spans.at(-1);
      if (last?.until === hour) last.until = hour + 1;
      else spans.push({ from: hour, until: hour + 1 });
    }
    return spans.length === 0 ? [] : [{ weekday, spans }];
  });
}
