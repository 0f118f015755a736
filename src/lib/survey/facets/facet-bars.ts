import { scaleLinear } from 'd3-scale';
import { periodsOf, readablePeriod } from './day-column.ts';
import type { Interval } from '../measure/estimate.ts';
import type { Facet } from './facet.ts';
import { sumTally, type Tally } from '#lib/tabular/table/tally.ts';
import { effectiveN } from '../measure/weights.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';

/** One bar of a chart. Shares and intervals in percent of those who answered; `count` is people. */
export interface Bar {
  /** The answer, or the first day of a period; empty for a bin of numbers. */
  text: string;
  /** Of a bin, both ends included, as a filter wants them: numbers, or days since 1970. */
  range: readonly [from: number, to: number] | undefined;
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
      barOf,
    };
  }
  if (column.role === 'date') {
    const { names, starts, periodOf } = periodsOf(numbers, readablePeriod(numbers));
    const last = numbers.at(-1) ?? 0;
    return {
      texts: names,
      ranges: starts.map((start, i) => [start, (starts[i + 1] ?? last + 1) - 1]),
      barOf: periodOf,
    };
  }
  return placeBins(numbers, barOf);
}

function placeBins(numbers: Float64Array, barOf: Int32Array): BarPlaces {
  let low = Infinity;
  let high = -Infinity;
  let isWhole = true;
  for (const number of numbers) {
    if (Number.isNaN(number)) continue;
    if (number < low) low = number;
    if (number > high) high = number;
    if (!Number.isInteger(number)) isWhole = false;
  }
  if (low > high) return { texts: [], ranges: [], barOf };
  const edges = scaleLinear().domain([low, high]).nice(ABOUT_BINS).ticks(ABOUT_BINS);
  const step = Math.max((edges[1] ?? low + 1) - (edges[0] ?? low), isWhole ? 1 : 0) || 1;
  const first = Math.min(edges[0] ?? low, low);
  const count = Math.max(1, Math.floor((high - first) / step) + 1);
  numbers.forEach((number, code) => {
    if (!Number.isNaN(number)) barOf[code] = Math.min(count - 1, Math.floor((number - first) / step));
  });
  // A bin holds its lower edge; its upper one belongs to the next. Filters take both ends in.
  const below = isWhole ? 1 : step * 1e-9;
  return {
    texts: Array.from({ length: count }, () => ''),
    ranges: Array.from({ length: count }, (_, i) => [
      first + i * step,
      i === count - 1 ? Math.max(high, first + (i + 1) * step - below) : first + (i + 1) * step - below,
    ]),
    barOf,
  };
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
      count: counts[bar] ?? 0,
      share: 100 * share,
      interval: [100 * low, 100 * high],
    };
  });
  return { n: sums.n, missing: everybody - sums.n, bars };
}
