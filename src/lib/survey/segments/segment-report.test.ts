import { expect, test } from 'vitest';
import type { ScoreSums } from '#lib/tabular/table/score-sums.ts';
import { reportCells, MOST_SEGMENTS, segmentsOfTable } from './segment-report.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';

/** The NPS parts of `n` people, of whom so many are promoters and the others detractors. */
function cell(answer: string, n: number, promoters: number): { answers: string[]; sums: ScoreSums } {
  const sum = promoters - (n - promoters);
  return { answers: [answer], sums: { n, weight: n, weightSquared: n, sum, sumOfSquares: n } };
}

test.each([
  [9, 100, 0],
  [10, 100, 2],
  [100, 9, 0],
  [100, 10, 2],
])('[SV45] [SV93] a cell of %i against a rest of %i: %i cells are tested', (n, rest, tested) => {
  const report = reportCells('nps', [cell('here', n, 0), cell('elsewhere', rest, rest - 1)]);
  expect(report.tested).toBe(tested);
  expect(report.cells.map(({ isFlagged }) => isFlagged)).toEqual([tested === 2, tested === 2]);
  expect(report.cells.map(({ adjustedP }) => Number.isNaN(adjustedP))).toEqual([tested === 0, tested === 0]);
});

test('[SV45] a segment has so many groups, the largest first', () => {
  const groups = (answers: number): number => {
    const segment = columnOf(Array.from({ length: answers }, (_, i) => `group ${i}`));
    return segmentsOfTable({ rowCount: answers, decimal: '.', columns: [segment] }, segment, undefined).groups
      .length;
  };
  expect([MOST_SEGMENTS - 1, MOST_SEGMENTS, MOST_SEGMENTS + 1].map(groups)).toEqual([
    MOST_SEGMENTS - 1,
    MOST_SEGMENTS,
    MOST_SEGMENTS,
  ]);
});
