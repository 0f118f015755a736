import { isTested } from '#lib/base/small-n.ts';
import { adjustP } from './adjust-p.ts';
import { difference, type Difference } from '../measure/difference.ts';
import type { Estimate } from '../measure/estimate.ts';
import { groupByAnswer } from '../measure/groups.ts';
import { estimateFrom, measureKinds, measureParts } from '../measure/measure.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import {
  addSums,
  NO_SUMS,
  type ScoreSums,
  subtractSums,
  sumByGroup,
  sumsOfGroup,
} from '#lib/tabular/table/score-sums.ts';
import type { SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';

/** The share of false flags that is put up with among all flags of a table. */
export const FALSE_FLAGS = 0.05;

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
      return { answers, estimate, versusRest, p: isTested(sums.n, rest.n) ? versusRest.p : NaN };
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

/** More groups than this are no segments but names. */
export const MOST_SEGMENTS = 200;

/** The groups of a segment, the largest first, and every measure in each of them, with weights where there are some. */
export interface SegmentTable {
  groups: readonly { value: string; n: number }[];
  measures: readonly { column: string; plain: SegmentReport; weighted: SegmentReport | undefined }[];
}

/** Every measure of a table in every group of a segment: for each what the page shows of it. See [SV45]. */
export function segmentsOfTable(
  table: SurveyTable,
  segment: SurveyColumn,
  weights: Float64Array | undefined,
): SegmentTable {
  const grouping = groupByAnswer(segment);
  const names = grouping.names.slice(0, MOST_SEGMENTS);
  const sizes = new Int32Array(names.length);
  for (const group of grouping.codes) {
    if (group >= 0 && group < sizes.length) sizes[group] = (sizes[group] ?? 0) + 1;
  }
  const report = (
    column: SurveyColumn,
    kind: MeasureKind,
    rows: { weights?: Float64Array },
  ): SegmentReport => {
    const parts = measureParts(column, kind, table.decimal);
    const sums = sumByGroup(column.codes, parts, grouping.codes, names.length, rows);
    return reportCells(
      kind,
      names.map((name, group) => ({ answers: [name], sums: sumsOfGroup(sums, group) })),
    );
  };
  return {
    groups: names.map((value, group) => ({ value, n: sizes[group] ?? 0 })),
    measures: table.columns
      .filter((column) => column !== segment)
      .flatMap((column) =>
        measureKinds(column).map((kind) => ({
          column: column.name,
          plain: report(column, kind, {}),
          weighted: weights && report(column, kind, { weights }),
        })),
      ),
  };
}
