import { adjustP } from './adjust-p.ts';
import { difference, type Difference } from '../measure/difference.ts';
import type { Estimate } from '../measure/estimate.ts';
import { estimateFrom } from '../measure/measure.ts';
import type { MeasureKind } from '../wave/measure-kind.ts';
import { addSums, NO_SUMS, type ScoreSums, subtractSums } from '#lib/tabular/table/score-sums.ts';

/** The share of false flags that is put up with among all flags of a table. */
export const FALSE_FLAGS = 0.05;
/** Smaller groups are shown but not tested: z needs more than a handful on both sides. */
export const FEWEST_TESTED = 10;

/** One cell: the people of one answer, or of two answers at once. */
export interface SegmentCell {
  answers: readonly string[];
  estimate: Estimate;
  /** Against everybody else of the table. */
  versusRest: Difference;
  /** Benjamini and Hochberg's over all cells of the table; NaN when the cell was not tested. */
  adjustedP: number;
  isFlagged: boolean;
}

export interface SegmentReport {
  kind: MeasureKind;
  overall: Estimate;
  cells: readonly SegmentCell[];
  /** Cells tested, those with p below 5 % by themselves, and those that remain after correction. */
  tested: number;
  looked: number;
  remained: number;
}

/** A measure in every cell of a table, each against the rest, flags corrected over all cells in view. [SV45] */
export function reportCells(
  kind: MeasureKind,
  cells: readonly { answers: readonly string[]; sums: ScoreSums }[],
): SegmentReport {
  const all = cells.reduce((sum, cell) => addSums(sum, cell.sums), NO_SUMS);
  const figures = cells
    .filter(({ sums }) => sums.n > 0)
    .map(({ answers, sums }) => {
      const rest = subtractSums(all, sums);
      const estimate = estimateFrom(kind, sums);
      const versusRest = difference(estimate, estimateFrom(kind, rest));
      const isTested = sums.n >= FEWEST_TESTED && rest.n >= FEWEST_TESTED;
      return { answers, estimate, versusRest, p: isTested ? versusRest.p : NaN };
    });
  const adjusted = adjustP(figures.map(({ p }) => p));
  return {
    kind,
    overall: estimateFrom(kind, all),
    cells: figures.map(({ answers, estimate, versusRest }, i) => ({
      answers,
      estimate,
      versusRest,
      adjustedP: adjusted[i] ?? NaN,
      isFlagged: (adjusted[i] ?? NaN) <= FALSE_FLAGS,
    })),
    tested: figures.filter(({ p }) => !Number.isNaN(p)).length,
    looked: figures.filter(({ p }) => p <= FALSE_FLAGS).length,
    remained: adjusted.filter((p) => p <= FALSE_FLAGS).length,
  };
}
