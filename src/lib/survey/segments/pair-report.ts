import { isTested } from '#lib/base/small-n.ts';
import { adjustP } from './adjust-p.ts';
import { difference, type Difference } from '../measure/difference.ts';
import type { Estimate } from '../measure/estimate.ts';
import { estimateFrom } from '../measure/measure.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import type { ScoreSums } from '#lib/tabular/table/score-sums.ts';
import { FALSE_FLAGS } from './segment-report.ts';

/** One measure of two segments. */
export interface PairRow {
  column: string;
  label: string;
  kind: MeasureKind;
  first: Estimate;
  second: Estimate;
  /** The first less the second. */
  difference: Difference;
  /** Benjamini and Hochberg's over all rows; NaN when the row was not tested. */
  adjustedP: number;
  isFlagged: boolean;
}

export interface PairReport {
  rows: readonly PairRow[];
  /** Rows tested, those with p below 5 % by themselves, and those that remain after correction. */
  tested: number;
  looked: number;
  remained: number;
}

/**
 * Every measure of two segments of different people, with differences corrected over all of them. A measure
 * that one of the segments did not answer is left out; one that fewer than ten answered is not tested. [SV92]
 */
export function reportPair(
  measures: readonly {
    column: string;
    label: string;
    kind: MeasureKind;
    first: ScoreSums;
    second: ScoreSums;
  }[],
): PairReport {
  const rows = measures
    .filter(({ first, second }) => first.n > 0 && second.n > 0)
    .map(({ column, label, kind, first, second }) => {
      const figures = { first: estimateFrom(kind, first), second: estimateFrom(kind, second) };
      const result = difference(figures.first, figures.second);
      return {
        column,
        label,
        kind,
        ...figures,
        difference: result,
        p: isTested(first.n, second.n) ? result.p : NaN,
      };
    });
  const adjusted = adjustP(rows.map(({ p }) => p));
  return {
    rows: rows.map(({ p: _, ...row }, i) => ({
      ...row,
      adjustedP: adjusted[i] ?? NaN,
      isFlagged: (adjusted[i] ?? NaN) <= FALSE_FLAGS,
    })),
    tested: rows.filter(({ p }) => !Number.isNaN(p)).length,
    looked: rows.filter(({ p }) => p <= FALSE_FLAGS).length,
    remained: adjusted.filter((p) => p <= FALSE_FLAGS).length,
  };
}
