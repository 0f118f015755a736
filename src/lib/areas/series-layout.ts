import { scaleLinear, scaleTime } from 'd3-scale';
import { line } from 'd3-shape';
import { medianOf, type DatedValue } from './series-standing.ts';

/** The pieces of the chart of one series, in pixels of its own box. */
export interface SeriesLayout {
  line: string;
  points: { x: number; y: number; day: string; value: number }[];
  ticks: { y: number; value: number }[];
  /** Heights of the target and of the median of the newest values; null where there is none. */
  target: number | null;
  median: { y: number; value: number } | null;
  days: { x: number; day: string; anchor: 'start' | 'middle' | 'end' }[];
}

const MARGIN = { top: 18, right: 16, bottom: 26, left: 52 };
/** A chart of fewer values has no line of its median: it would be drawn through one of them. */
export const FEWEST_FOR_MEDIAN = 5;
const DAY_WIDTH = 110;

/**
 * Lays out values over time, at distances that their days have; with the target as a line and the median of the
 * newest `judged` values, against which a shift is told [AR4].
 */
export function layOutSeries(
  points: readonly DatedValue[],
  { width, height, target, judged }: { width: number; height: number; target: number | null; judged: number },
): SeriesLayout {
  const times = points.map(({ day }) => Date.parse(day));
  const values = [...points.map(({ value }) => value), ...(target === null ? [] : [target])];
  const right = Math.max(MARGIN.left + 1, width - MARGIN.right);
  const xOf = scaleTime()
    .domain([Math.min(...times), Math.max(...times)])
    .range([MARGIN.left, right]);
  const yOf = scaleLinear()
    .domain(values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1])
    .nice(4)
    .range([height - MARGIN.bottom, MARGIN.top]);
  // A single value stands in the middle: there is no time to span.
  const placed = points.map(({ day, value }, at) => ({
    ...{ day, value, y: yOf(value) },
    x: points.length === 1 ? (MARGIN.left + right) / 2 : xOf(times[at] ?? 0),
  }));
  const newest = points.slice(-judged).map(({ value }) => value);
  const median = newest.length < FEWEST_FOR_MEDIAN ? null : medianOf(newest);
  const draw = line<(typeof placed)[number]>()
    .x(({ x }) => x)
    .y(({ y }) => y);
  return {
    line: draw(placed) ?? '',
    points: placed,
    ticks: yOf.ticks(4).map((value) => ({ y: yOf(value), value })),
    target: target === null ? null : yOf(target),
    median: median === null ? null : { y: yOf(median), value: median },
    days: labelDays(placed, width),
  };
}

/** As many days as fit side by side, always the first and the last. */
function labelDays(points: SeriesLayout['points'], width: number): SeriesLayout['days'] {
  const last = points.length - 1;
  let free = -Infinity;
  return points.flatMap(({ x, day }, at) => {
    const isEnd = at === last;
    const end = points[last]?.x ?? 0;
    const fits = x - free >= DAY_WIDTH && (isEnd || end - x >= DAY_WIDTH || at === 0);
    if (!fits && !(isEnd && at > 0 && width > DAY_WIDTH * 2)) return [];
    free = x;
    const anchor: 'start' | 'middle' | 'end' =
      points.length === 1 ? 'middle' : at === 0 ? 'start' : isEnd ? 'end' : 'middle';
    return [{ x, day, anchor }];
  });
}

/** The line of a scorecard: newest values in a small box, without axes; the target as its height. */
export function layOutSpark(
  points: readonly DatedValue[],
  { width, height, target }: { width: number; height: number; target: number | null },
): { line: string; last: { x: number; y: number } | null; target: number | null } {
  const values = [...points.map(({ value }) => value), ...(target === null ? [] : [target])];
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const inset = 3;
  const xOf = scaleLinear()
    .domain([0, Math.max(1, points.length - 1)])
    .range([inset, width - inset]);
  const yOf = scaleLinear()
    .domain(lowest === highest ? [lowest - 1, highest + 1] : [lowest, highest])
    .range([height - inset, inset]);
  const placed = points.map(({ value }, at) => ({ x: xOf(at), y: yOf(value) }));
  const draw = line<{ x: number; y: number }>()
    .x(({ x }) => x)
    .y(({ y }) => y);
  return {
    line: draw(placed) ?? '',
    last: placed.at(-1) ?? null,
    target: target === null || points.length === 0 ? null : yOf(target),
  };
}
