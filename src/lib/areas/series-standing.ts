import type { BetterDirection } from '../base/quantity/direction.ts';

/**
 * The rules of a run chart, after Perla, Provost and Murray, "The run chart: a simple analytical tool for learning
 * from variation in healthcare processes", BMJ Quality & Safety 20 (2011), 46-51: six or more values in a row on one
 * side of the median are a shift, five or more that all go one way are a trend. They need no normal distribution and
 * no estimate of the spread, so that they hold for shares, times and sums alike.
 */
export const SHIFT_RUN = 6;
export const TREND_RUN = 5;

/** A series is judged by so many of its newest values: what was years ago is another median. */
export const MOST_JUDGED = 60;

/** A value on its day. */
export interface DatedValue {
  day: string;
  value: number;
}

/** Why a series counts as worsening: which rule, from which day on, and how many values in a row say so. */
export interface Worsening {
  rule: 'trend' | 'shift';
  fromDay: string;
  values: number;
}

/** Where a series stands [AR3]. */
export interface SeriesStanding {
  /** The newest value; null while there is none. */
  latest: DatedValue | null;
  /** How far the newest value is beyond the target, in the unit, negative when it misses it; null without either. */
  margin: number | null;
  /** Null without a value or a target. */
  meetsTarget: boolean | null;
  worsening: Worsening | null;
}

/** What a standing comes to in one word; what is worst comes first. */
export type StandingWord = 'none' | 'worsening' | 'missed' | 'met' | 'steady';

/**
 * Where a series stands, of its values in the order of their days [AR3] [AR4]. Worsening is told of the newest values
 * alone: a decline that was stopped is none. Values are in the unit of the series.
 */
export function judgeSeries(
  points: readonly DatedValue[],
  { direction, target }: { direction: BetterDirection; target: number | null },
): SeriesStanding {
  const newest = points.at(-1);
  const latest = newest ? { day: newest.day, value: newest.value } : null;
  const sign = direction === 'up' ? 1 : -1;
  const margin = latest === null || target === null ? null : sign * (latest.value - target);
  return {
    latest,
    // A value and its target that differ in the last bit of a fraction alone are the same.
    margin: margin === null ? null : Math.abs(margin) < 1e-9 ? 0 : margin,
    meetsTarget: margin === null ? null : margin > -1e-9,
    worsening: findTrend(points, sign) ?? findShift(points, sign),
  };
}

export function wordOf({ latest, meetsTarget, worsening }: SeriesStanding): StandingWord {
  if (latest === null) return 'none';
  if (worsening !== null) return 'worsening';
  if (meetsTarget === null) return 'steady';
  return meetsTarget ? 'met' : 'missed';
}

/** The newest values that go the worse way one after the other; of like values in a row the first alone counts. */
function findTrend(points: readonly DatedValue[], sign: 1 | -1): Worsening | null {
  const distinct = points.filter(({ value }, at) => at === 0 || value !== points[at - 1]?.value);
  let start = distinct.length - 1;
  while (start > 0 && sign * ((distinct[start]?.value ?? 0) - (distinct[start - 1]?.value ?? 0)) < 0) start--;
  return toWorsening('trend', distinct.slice(Math.max(0, start)), TREND_RUN);
}

/**
 * The newest values on the worse side of the median; those on it neither count nor break the run. Of fewer than
 * twelve values so many cannot lie on one side.
 */
function findShift(points: readonly DatedValue[], sign: 1 | -1): Worsening | null {
  const median = medianOf(points.map(({ value }) => value));
  const beside = points.filter(({ value }) => value !== median);
  const lastGood = beside.findLastIndex(({ value }) => sign * (value - median) > 0);
  return toWorsening('shift', beside.slice(lastGood + 1), SHIFT_RUN);
}

function toWorsening(rule: Worsening['rule'], run: readonly DatedValue[], fewest: number): Worsening | null {
  const [first] = run;
  return first === undefined || run.length < fewest ? null : { rule, fromDay: first.day, values: run.length };
}

/** The middle of some values, of an even number the mean of both middles; NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
