import { scaleLinear } from 'd3-scale';
import { periodsOf, readablePeriod } from './day-column.ts';
import type { Interval } from '../measure/estimate.ts';
import type { Facet } from './facet.ts';
import { sumTally, tallyAnswers, type Tally } from '#lib/tabular/table/tally.ts';
import { effectiveN } from '../measure/weights.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';

/** One bar of a chart. Shares and intervals in percent of those who answered; `count` is people. */
export interface Bar {
  /** The answer, or the first day of a period; empty for a bin of numbers. */
  text: string;
  /** Of a bin, both ends included, as a filter wants them: numbers, or days since 1970. */
  range: readonly [from: number, to: number] | undefined;
  /** The point of a scale on which the answer stands; NaN where there is none. */
  point: number;
  count: number;
  share: number;
  interval: Interval;
}

export interface Bars {
  /** Those who answered, and those who did not. */
  n: number;
  missing: number;
  bars: readonly Bar[];
}

/** Where the bars of a column stand; answers change their counts, never their places. */
export interface BarPlaces {
  texts: readonly string[];
  ranges: readonly (Bar['range'] | undefined)[];
  points: readonly number[];
  /** The bar of every distinct answer, -1 for none. */
  barOf: Int32Array;
}

const ABOUT_BINS = 20;
/** Categories beyond this many stay in the table of answers, not in the chart. */
export const MOST_BARS = 40;

/** Lays the bars of a column out: one an answer, about twenty bins of numbers, or periods of time. */
export function placeBars(facet: Facet): BarPlaces {
  const { column, numbers, order, isRange } = facet;
  const barOf = new Int32Array(column.dictionary.size).fill(-1);
  if (!isRange) {
    const shown = order.slice(0, MOST_BARS);
    shown.forEach((code, bar) => (barOf[code] = bar));
    return {
      texts: shown.map((code) => column.dictionary.textAt(code)),
      ranges: shown.map(() => undefined),
      points: shown.map((code) => numbers[code] ?? NaN),
      barOf,
    };
  }
  if (column.role === 'date') {
    const { names, starts, periodOf } = periodsOf(numbers, readablePeriod(numbers));
    const last = numbers.at(-1) ?? 0;
    return {
      texts: names,
      ranges: starts.map((start, i) => [start, (starts[i + 1] ?? last + 1) - 1]),
      points: [],
      barOf: periodOf,
    };
  }
  return placeBins(numbers, tallyAnswers(column.codes, column.dictionary.size).counts, barOf);
}

/** Below and above these shares of the answers lies what may stretch an axis until nothing is seen on it. */
const MIDDLE = [0.01, 0.99] as const;
/** A value is far out when it lies so many widths of the middle beyond it. */
const FAR_OUT = 1;

/** About twenty bins; what lies far out is gathered in the first and the last of them, which reach as far as it does. */
function placeBins(numbers: Float64Array, counts: Float64Array, barOf: Int32Array): BarPlaces {
  const sorted = [...numbers.keys()]
    .filter((code) => !Number.isNaN(numbers[code]) && (counts[code] ?? 0) > 0)
    .sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  const [lowest, highest] = [numbers[sorted[0] ?? -1], numbers[sorted.at(-1) ?? -1]];
  if (lowest === undefined || highest === undefined) return { texts: [], ranges: [], points: [], barOf };
  const isWhole = sorted.every((code) => Number.isInteger(numbers[code]));
  const [from, to] = MIDDLE.map((share) => quantile(numbers, counts, sorted, share)) as [number, number]; // of two shares
  const width = to - from;
  const low = width > 0 && from - lowest > FAR_OUT * width ? from : lowest;
  const high = width > 0 && highest - to > FAR_OUT * width ? to : highest;
  const edges = scaleLinear().domain([low, high]).nice(ABOUT_BINS).ticks(ABOUT_BINS);
  const step = Math.max((edges[1] ?? low + 1) - (edges[0] ?? low), isWhole ? 1 : 0) || 1;
  const first = Math.min(edges[0] ?? low, low);
  const count = Math.max(1, Math.floor((high - first) / step) + 1);
  numbers.forEach((number, code) => {
    const bin = Math.floor((number - first) / step);
    if (!Number.isNaN(number)) barOf[code] = Math.max(0, Math.min(count - 1, bin));
  });
  // A bin holds its lower edge; its upper one belongs to the next. Filters take both ends in.
  const below = isWhole ? 1 : step * 1e-9;
  return {
    texts: Array.from({ length: count }, () => ''),
    ranges: Array.from({ length: count }, (_, i) => {
      const upper = first + (i + 1) * step - below;
      return [
        i === 0 ? Math.min(lowest, first) : first + i * step,
        i === count - 1 ? Math.max(highest, upper) : upper,
      ];
    }),
    points: [],
    barOf,
  };
}

/** The number that this share of the answers does not exceed; `sorted` are the codes by their numbers. */
function quantile(
  numbers: Float64Array,
  counts: Float64Array,
  sorted: readonly number[],
  share: number,
): number {
  const total = sorted.reduce((sum, code) => sum + (counts[code] ?? 0), 0);
  let seen = 0;
  const at = sorted.find((code) => (seen += counts[code] ?? 0) >= share * total);
  return numbers[at ?? sorted.at(-1) ?? -1] ?? NaN;
}

/** Fills the bars from a tally, with Wilson's intervals on the effective n. */
export function fillBars(facet: Facet, places: BarPlaces, tally: Tally): Bars {
  const sums = sumTally(tally, facet.given);
  const everybody = tally.counts.reduce((sum, count) => sum + count, 0);
  const effective = effectiveN(sums);
  const counts = new Float64Array(places.texts.length);
  const weights = new Float64Array(places.texts.length);
  places.barOf.forEach((bar, code) => {
    if (bar < 0) return;
    counts[bar] = (counts[bar] ?? 0) + (tally.counts[code] ?? 0);
    weights[bar] = (weights[bar] ?? 0) + (tally.weights[code] ?? 0);
  });
  const bars = places.texts.map((text, bar): Bar => {
    const share = sums.weight > 0 ? Math.min(1, (weights[bar] ?? 0) / sums.weight) : 0;
    const [low, high] = effective > 0 ? wilsonInterval(share * effective, effective) : [0, 0];
    return {
      text,
      range: places.ranges[bar],
      point: places.points[bar] ?? NaN,
      count: counts[bar] ?? 0,
      share: 100 * share,
      interval: [100 * low, 100 * high],
    };
  });
  return { n: sums.n, missing: everybody - sums.n, bars };
}
