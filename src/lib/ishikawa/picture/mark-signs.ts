import type { CauseMark } from '../cause-marks.ts';

/** One stroke of a sign, in a square of 12 by 12. */
export type SignStroke =
  | { kind: 'line'; points: readonly (readonly [x: number, y: number])[]; ink?: 'paper' }
  | { kind: 'circle'; x: number; y: number; r: number; isFilled?: boolean };

/** The side of the square in which signs are drawn. */
export const SIGN_SIZE = 12;

/**
 * The signs of marks as strokes, for pictures that leave the page: an SVG file and a PNG draw the same
 * ones. They say what the icons of the canvas say.
 */
export const MARK_SIGNS: Record<CauseMark, readonly SignStroke[]> = {
  verified: [
    { kind: 'circle', x: 6, y: 6, r: 5.5, isFilled: true },
    {
      kind: 'line',
      points: [
        [3.4, 6.2],
        [5.3, 8.1],
        [8.7, 4.2],
      ],
      ink: 'paper',
    },
  ],
  'ruled-out': [
    { kind: 'circle', x: 6, y: 6, r: 5 },
    {
      kind: 'line',
      points: [
        [2.6, 9.4],
        [9.4, 2.6],
      ],
    },
  ],
  evidence: [
    {
      kind: 'line',
      points: [
        [1, 1],
        [1, 11],
        [11, 11],
      ],
    },
    ...([4, 6.7, 9.4] as const).map((x, i): SignStroke => ({
      kind: 'line',
      points: [
        [x, 8.8],
        [x, [6, 2, 4][i] ?? 6],
      ],
    })),
  ],
  dots: [
    { kind: 'circle', x: 3.4, y: 6, r: 2.6, isFilled: true },
    { kind: 'circle', x: 9, y: 6, r: 2.6, isFilled: true },
  ],
  // A scale with its pointer.
  rating: [
    {
      kind: 'line',
      points: [
        [1, 10],
        [11, 10],
      ],
    },
    {
      kind: 'line',
      points: [
        [3, 6.5],
        [6, 2],
        [9, 6.5],
        [3, 6.5],
      ],
    },
  ],
  'our-influence': [
    { kind: 'circle', x: 6, y: 6, r: 5.2 },
    { kind: 'circle', x: 6, y: 6, r: 2.8 },
    { kind: 'circle', x: 6, y: 6, r: 0.9, isFilled: true },
  ],
  accept: [
    { kind: 'circle', x: 6, y: 2.2, r: 1.4 },
    {
      kind: 'line',
      points: [
        [6, 3.6],
        [6, 11],
      ],
    },
    {
      kind: 'line',
      points: [
        [3.6, 5.4],
        [8.4, 5.4],
      ],
    },
    {
      kind: 'line',
      points: [
        [1.2, 7],
        [2, 9.2],
        [3.8, 10.6],
        [6, 11],
        [8.2, 10.6],
        [10, 9.2],
        [10.8, 7],
      ],
    },
  ],
  note: [
    {
      kind: 'line',
      points: [
        [7.4, 10.8],
        [1.4, 10.8],
        [1.4, 1.2],
        [10.6, 1.2],
        [10.6, 7.6],
        [7.4, 10.8],
        [7.4, 7.6],
        [10.6, 7.6],
      ],
    },
  ],
  twin: [
    { kind: 'circle', x: 4.2, y: 6, r: 3.2 },
    { kind: 'circle', x: 7.8, y: 6, r: 3.2 },
  ],
};
