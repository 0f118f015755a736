import { scaleLinear } from 'd3-scale';

/** One item of the map: both axes in percent. */
export interface MapItem {
  label: string;
  performance: number;
  importance: number;
  isNegative: boolean;
}

export interface MapLayout {
  points: {
    item: MapItem;
    x: number;
    y: number;
    /** The label's box; `lines` says that it stands away and needs a line to its point. */
    text: string;
    left: number;
    top: number;
    width: number;
    isAway: boolean;
  }[];
  /** The means of both axes, where the quadrants meet. */
  meanX: number;
  meanY: number;
  ticksX: { at: number; value: number }[];
  ticksY: { at: number; value: number }[];
  /** Grows beyond what was asked for when the labels need more room. */
  height: number;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const MARGIN = { top: 28, right: 20, bottom: 44, left: 56 };
export const LABEL_HEIGHT = 16;
const POINT = 7;
const LETTER = 6.6; // Inter at 12 px, on the safe side
export const LONGEST_LABEL = 26;

/**
 * Lays an importance-performance map out (Martilla and James 1977, J. Marketing 41:1): performance to the
 * right, importance up, quadrants at the means. Labels never overlap one another or a point: each takes the
 * nearest free place, and one that must stand away gets a line to its point. See [SV44].
 */
export function layOutMap(items: readonly MapItem[], width: number, minHeight: number): MapLayout {
  const height = Math.max(minHeight, items.length * (LABEL_HEIGHT + 6) + MARGIN.top + MARGIN.bottom);
  const xOf = scaleLinear()
    .domain(span(items.map(({ performance }) => performance)))
    .nice(5)
    .range([MARGIN.left, width - MARGIN.right]);
  const yOf = scaleLinear()
    .domain(span([0, ...items.map(({ importance }) => importance)]))
    .nice(5)
    .range([height - MARGIN.bottom, MARGIN.top]);
  const placed = items.map((item) => ({ item, x: xOf(item.performance), y: yOf(item.importance) }));
  const taken: Box[] = placed.map(({ x, y }) => ({
    left: x - POINT,
    right: x + POINT,
    top: y - POINT,
    bottom: y + POINT,
  }));
  const area: Box = { left: MARGIN.left, right: width - 2, top: 2, bottom: height - MARGIN.bottom };
  const points = placed.map(({ item, x, y }) => {
    const text =
      item.label.length > LONGEST_LABEL ? `${item.label.slice(0, LONGEST_LABEL - 1)}…` : item.label;
    const size = text.length * LETTER;
    const box = freePlace(x, y, size, taken, area);
    taken.push(box);
    const isAway =
      Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) >
      2 * POINT;
    return { item, x, y, text, left: box.left, top: box.top, width: size, isAway };
  });
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value / values.length, 0);
  return {
    points,
    meanX: xOf(mean(items.map(({ performance }) => performance))),
    meanY: yOf(mean(items.map(({ importance }) => importance))),
    ticksX: xOf.ticks(5).map((value) => ({ at: xOf(value), value })),
    ticksY: yOf.ticks(5).map((value) => ({ at: yOf(value), value })),
    height,
  };
}

function span(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low < high ? [low, high] : [low - 1, high + 1];
}

/** Beside the point if it is free, else on rings around it, else the first free line of the whole area. */
function freePlace(x: number, y: number, width: number, taken: readonly Box[], area: Box): Box {
  const at = (left: number, top: number): Box => {
    const inside = Math.min(Math.max(left, area.left), area.right - width);
    return { left: inside, top, right: inside + width, bottom: top + LABEL_HEIGHT };
  };
  const isFree = (box: Box): boolean =>
    box.top >= area.top &&
    box.bottom <= area.bottom &&
    taken.every(
      (other) =>
        box.right <= other.left ||
        box.left >= other.right ||
        box.bottom <= other.top ||
        box.top >= other.bottom,
    );
  for (let ring = 0; ring < 12; ring++) {
    const reach = POINT + 3 + ring * 9;
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, -1],
      [0, 1],
      [1, -1],
      [1, 1],
      [-1, -1],
      [-1, 1],
    ] as const) {
      const left = dx > 0 ? x + reach : dx < 0 ? x - reach - width : x - width / 2;
      const top = y - LABEL_HEIGHT / 2 + dy * (reach + LABEL_HEIGHT / 2);
      const box = at(left, top);
      if (isFree(box)) return box;
    }
  }
  for (let top = area.top; top + LABEL_HEIGHT <= area.bottom; top += 4) {
    for (let left = area.left; left + width <= area.right; left += 12) {
      const box = at(left, top);
      if (isFree(box)) return box;
    }
  }
  return at(x, y); // more labels than the area holds
}
