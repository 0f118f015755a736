import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  areaBetween,
  bandOfCell,
  cellMiddle,
  cellOf,
  cellRange,
  formatArea,
  formatCell,
  groupByCell,
  parseArea,
} from './matrix.ts';
import { BORDER_STEP, MAX_BORDER, MIN_BORDER, USUAL_BORDERS } from '../base/ratings/band-borders.ts';
import { bandOf } from './prioritise.ts';

const point = fc.record({
  importance: fc.double({ min: 1, max: 5, noNaN: true }),
  urgency: fc.double({ min: 1, max: 5, noNaN: true }),
});

const border = fc
  .integer({ min: MIN_BORDER / BORDER_STEP, max: MAX_BORDER / BORDER_STEP })
  .map((steps) => steps * BORDER_STEP);

test('[IS11] [IS52] an issue is drawn in its own band, wherever it and the borders lie, at a border too', () => {
  const inItsBand = (
    { importance, urgency }: { importance: number; urgency: number },
    borders = USUAL_BORDERS,
  ): void => {
    expect(bandOfCell(cellOf(importance, urgency), borders)).toBe(bandOf(importance, urgency, borders));
  };
  fc.assert(fc.property(point, fc.record({ importance: border, urgency: border }), inItsBand));
  for (const importance of [1, 2.99, 3, 3.25, 4.999, 5]) {
    for (const urgency of [1, 2.999_999, 3, 5]) inItsBand({ importance, urgency });
  }
});

test('[IS11] every issue is in one square, and squares do not overlap, at 1, 200 and 5,000', () => {
  for (const count of [1, 200, 5_000]) {
    const issues = fc.sample(point, { numRuns: count, seed: 7 });
    const marks = groupByCell(issues);
    expect(marks.reduce((sum, mark) => sum + mark.count, 0)).toBe(count);
    expect(new Set(marks.map(({ cell }) => formatCell(cell))).size).toBe(marks.length);
  }
});

test('[IS11] what coincides is one mark with its count', () => {
  const alike = Array.from({ length: 5_000 }, (_, id) => ({ id, importance: 3, urgency: 3 }));
  expect(groupByCell(alike)).toEqual([
    { cell: { importance: 8, urgency: 8 }, count: 5_000, first: alike[0] },
  ]);
});

test('[IS11] squares and areas come back from an address, and nothing else does', () => {
  fc.assert(
    fc.property(point, point, ({ importance, urgency }, other) => {
      const cell = cellOf(importance, urgency);
      const area = areaBetween(cell, cellOf(other.importance, other.urgency));
      expect(parseArea(formatArea(area))).toEqual(area);
      expect(parseArea(formatCell(cell))).toEqual({ low: cell, high: cell });
      const { from, below } = cellRange(cell.importance);
      expect(importance >= from && importance < below).toBe(true);
      expect(cellMiddle(cell.urgency)).toBeGreaterThan(0);
    }),
  );
  for (const text of ['', '3', '16-0', '0-16', '-1-2', '1-2-3', '1-2-3-16', '1-2-3-4-5', "1-1' or 1"]) {
    expect(parseArea(text)).toBeUndefined();
  }
});
