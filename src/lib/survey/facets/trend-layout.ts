import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { GroupMeasure } from '../measure/measure.ts';

/** The pieces of a trend chart in pixels of its own box. */
export interface TrendLayout {
  band: string;
  line: string;
  points: { x: number; y: number; low: number; high: number; index: number }[];
  ticks: { y: number; value: number }[];
  /** Height of the target's line. */
  target: number | undefined;
  labels: { x: number; text: string; anchor: 'start' | 'middle' | 'end' }[];
}

const MARGIN = { top: 16, right: 16, bottom: 28, left: 44 };
const LABEL_WIDTH = 84;

/**
 * Lays out figures over periods: the interval as a band, the figure as a line; periods without answers are gaps. What
 * is to be compared with other charts shares an axis that shows at least these values with them.
 */
export function layOutTrend(
  points: readonly GroupMeasure[],
  width: number,
  height: number,
  target: number | null = null,
  axis: readonly [number, number] | null = null,
): TrendLayout {
  const known = points.flatMap(({ estimate }, index) => {
    const [low, high] = estimate.interval;
    return Number.isFinite(estimate.value) && Number.isFinite(low) && Number.isFinite(high)
      ? [{ index, value: estimate.value, low, high }]
      : [];
  });
  const xOf = scalePoint<number>()
    .domain(points.map((_, index) => index))
    .range([MARGIN.left, Math.max(MARGIN.left + 1, width - MARGIN.right)])
    .padding(0.3);
  const aims = [...(target === null ? [] : [target]), ...(axis ?? [])];
  const lowest = Math.min(...aims, ...known.map(({ low }) => low));
  const highest = Math.max(...aims, ...known.map(({ high }) => high));
  const yOf = scaleLinear()
    .domain(known.length > 0 ? [lowest, highest] : [0, 1])
    .nice(5)
    .range([height - MARGIN.bottom, MARGIN.top]);
  const placed = known.map(({ index, value, low, high }) => ({
    index,
    x: xOf(index) ?? 0,
    y: yOf(value),
    low: yOf(low),
    high: yOf(high),
  }));
  type Placed = (typeof placed)[number];
  // A period without a figure ends the line; drawing across it would claim what nobody answered.
  const slots: (Placed | undefined)[] = points.map(() => undefined);
  for (const point of placed) slots[point.index] = point;
  const isKnown = (point: Placed | undefined): boolean => point !== undefined;
  const bandOf = area<Placed | undefined>()
    .defined(isKnown)
    .x((point) => point?.x ?? 0)
    .y0((point) => point?.low ?? 0)
    .y1((point) => point?.high ?? 0);
  const lineOf = line<Placed | undefined>()
    .defined(isKnown)
    .x((point) => point?.x ?? 0)
    .y((point) => point?.y ?? 0);
  return {
    band: bandOf(slots) ?? '',
    line: lineOf(slots) ?? '',
    points: placed,
    ticks: yOf.ticks(5).map((value) => ({ y: yOf(value), value })),
    target: target === null ? undefined : yOf(target),
    labels: periodLabels(points, (index) => xOf(index) ?? 0, width),
  };
}

/** As many period names as fit side by side, always the first and the last. */
function periodLabels(
  points: readonly GroupMeasure[],
  xOf: (index: number) => number,
  width: number,
): TrendLayout['labels'] {
  const fitting = Math.max(2, Math.floor((width - MARGIN.left - MARGIN.right) / LABEL_WIDTH));
  const step = Math.max(1, Math.ceil((points.length - 1) / (fitting - 1)));
  const last = points.length - 1;
  return points.flatMap(({ name }, index) => {
    const isShown = index === last || (index % step === 0 && last - index >= step);
    if (!isShown) return [];
    const anchor = index === 0 ? 'start' : index === last ? 'end' : 'middle';
    return [{ x: xOf(index), text: name, anchor: points.length === 1 ? ('middle' as const) : anchor }];
  });
}
