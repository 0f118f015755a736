import { scaleLinear } from 'd3-scale';
import type { WaveFigure } from '../wave/wave.ts';

/** One figure as a dot with its interval, in px of the picture. */
export interface PlottedFigure {
  y: number;
  x: number;
  low: number;
  high: number;
}

export interface FigurePlotLayout {
  rows: PlottedFigure[];
  ticks: { x: number; value: number }[];
  height: number;
}

export const ROW_PX = 30;
const TOP_PX = 8;
const AXIS_PX = 24;

/** Figures of one unit on one axis, which holds every interval; `from` and `to` are its ends in px. */
export function layOutFigures(figures: readonly WaveFigure[], from: number, to: number): FigurePlotLayout {
  const ends = figures.flatMap(({ interval, value }) => [...interval, value]);
  const scale = scaleLinear([Math.min(...ends), Math.max(...ends)], [from, to]).nice(5);
  return {
    rows: figures.map(({ value, interval }, index) => ({
      y: TOP_PX + (index + 0.5) * ROW_PX,
      x: scale(value),
      low: scale(interval[0]),
      high: scale(interval[1]),
    })),
    ticks: scale.ticks(5).map((value) => ({ value, x: scale(value) })),
    height: TOP_PX + figures.length * ROW_PX + AXIS_PX,
  };
}
