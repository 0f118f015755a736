import type { EarlierPoint } from './evidence-pack.ts';

/** A wave on a line over time, in parts of the picture: 0 is left and above. */
export interface WavePoint {
  name: string;
  value: number;
  x: number;
  y: number;
  low: number;
  high: number;
}

/** The line of a question over its waves. */
export interface WaveLine {
  points: readonly WavePoint[];
  ticks: readonly { value: number; y: number }[];
  /** Where the target is; null without one. */
  target: WaveTarget | null;
}

/** The line of a target, and where its name has the most room: at that end, on that side of the line. */
export interface WaveTarget {
  value: number;
  y: number;
  end: 'first' | 'last';
  side: 'above' | 'below';
}

const STEPS = [0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50];
const TICKS = 5;

/**
 * Places the waves of a question, the present one last, with a scale of round numbers around their intervals
 * and the target. It does not begin at zero: what is compared are positions, not lengths.
 */
export function placeWaves(
  waves: readonly Pick<EarlierPoint, 'waveName' | 'value' | 'interval'>[],
  target: number | null,
): WaveLine {
  const ends = [...waves.flatMap(({ interval }) => [...interval]), ...(target === null ? [] : [target])];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const step = STEPS.find((each) => (most - least) / each <= TICKS - 1) ?? 100;
  const from = Math.floor(least / step) * step;
  const to = Math.max(from + step, Math.ceil(most / step) * step);
  const y = (value: number): number => (to - value) / (to - from);
  const count = Math.round((to - from) / step);
  const points = waves.map(({ waveName, value, interval }, i) => ({
    name: waveName,
    value,
    x: waves.length === 1 ? 0.5 : i / (waves.length - 1),
    y: y(value),
    low: y(interval[0]),
    high: y(interval[1]),
  }));
  return {
    points,
    ticks: Array.from({ length: count + 1 }, (_, i) => ({ value: from + i * step, y: 1 - i / count })),
    target: target === null ? null : { value: target, y: y(target), ...roomBeside(points, y(target)) },
  };
}

/** Away from the figures of the points, which stand above them. */
function roomBeside(points: readonly WavePoint[], targetY: number): Pick<WaveTarget, 'end' | 'side'> {
  const distance = (point: WavePoint | undefined): number => Math.abs((point?.y ?? targetY) - targetY);
  const end = distance(points[0]) > distance(points.at(-1)) ? 'first' : 'last';
  const beside = end === 'first' ? points[0] : points.at(-1);
  return { end, side: beside !== undefined && beside.y < targetY ? 'below' : 'above' };
}
