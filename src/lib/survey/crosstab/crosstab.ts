import type { ColumnRole } from '#lib/tabular/table/table.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';
import type { Interval } from '../measure/estimate.ts';
import { effectiveN } from '../measure/weights.ts';
import { type ChiSquared, chiSquared } from './chi-squared.ts';
import type { CrossAnswer, CrossQuestion } from './cross-question.ts';
import { type CrossSums, crossSums } from './cross-sums.ts';

/** Those of a column who gave the answer of a row. */
export interface CrossCell {
  /** People. */
  count: number;
  /** Percent of the column's respondents, weighted where the table is, with Wilson's interval on the effective n. */
  share: number;
  interval: Interval;
}

/** The respondents of a column: those who gave its answer and any answer to the question of the rows. */
export interface CrossBase extends CrossAnswer {
  n: number;
  /** Kish's effective n; equal to n without weights. */
  effectiveN: number;
  weight: number;
}

export interface CrossRow extends CrossAnswer {
  /** One a column, in their order. */
  cells: readonly CrossCell[];
  /** Of everybody in the table. */
  all: CrossCell;
}

/** One question of a table, as its reader needs it. */
export interface CrossSide {
  name: string;
  label: string;
  role: ColumnRole;
  isMultiple: boolean;
  isOrdered: boolean;
}

export interface Crosstab {
  row: CrossSide;
  column: CrossSide;
  isWeighted: boolean;
  /** Everybody who answered both questions. */
  all: CrossBase;
  columns: readonly CrossBase[];
  rows: readonly CrossRow[];
  /** Undefined where a person may be in several cells, or no two rows and two columns have answers. */
  chiSquared: ChiSquared | undefined;
  /** For each two columns the people in both, as a part of the variance of their difference; see `testColumns`. */
  overlap: readonly (readonly number[])[];
}

/**
 * The table of one question by another over the rows given (all when left out), each row counted once or by
 * its weight; a row without a positive weight counts nowhere. A share is the percent of the column's
 * respondents who gave the row's answer. With weights the chi-square is that of the weighted shares at the
 * effective n. See [SV161], [SV162].
 */
export function crosstab(
  row: CrossQuestion,
  column: CrossQuestion,
  options: { rows?: Uint32Array | undefined; weights?: Float64Array | undefined } = {},
): Crosstab {
  const sums = crossSums(row, column, options);
  const { bases, cells, all } = sums;
  const baseOf = (answer: CrossAnswer, at: number): CrossBase => {
    const weight = bases.weights[at] ?? 0;
    return {
      ...answer,
      n: bases.counts[at] ?? 0,
      weight,
      effectiveN: effectiveN({ weight, weightSquared: bases.squares[at] ?? 0 }),
    };
  };
  const everybody: CrossBase = {
    text: '',
    n: all.n,
    weight: all.weight,
    effectiveN: effectiveN(all),
  };
  const columns = column.answers.map(baseOf);
  const rows = row.answers.map((answer, r): CrossRow => ({
    ...answer,
    cells: columns.map((base, c) =>
      cellOf(cells.counts[r * columns.length + c] ?? 0, cells.weights[r * columns.length + c] ?? 0, base),
    ),
    all: cellOf(sums.rows.counts[r] ?? 0, sums.rows.weights[r] ?? 0, everybody),
  }));
  return {
    row: sideOf(row),
    column: sideOf(column),
    isWeighted: options.weights !== undefined,
    all: everybody,
    columns,
    rows,
    chiSquared: row.isMultiple || column.isMultiple ? undefined : chiSquaredOf(row, column, sums),
    overlap: sums.overlap,
  };
}

function sideOf({ name, label, role, isMultiple, isOrdered }: CrossQuestion): CrossSide {
  return { name, label, role, isMultiple, isOrdered };
}

function cellOf(count: number, weight: number, base: CrossBase): CrossCell {
  if (base.n === 0) return { count, share: NaN, interval: [NaN, NaN] };
  const share = Math.min(1, weight / base.weight);
  const [low, high] = wilsonInterval(share * base.effectiveN, base.effectiveN);
  return { count, share: 100 * share, interval: [100 * low, 100 * high] };
}

/** Nets say again what their answers say: the test is of the answers alone, or of the nets where nothing else stands. */
function chiSquaredOf(
  row: CrossQuestion,
  column: CrossQuestion,
  { cells, all }: CrossSums,
): ChiSquared | undefined {
  const placesOf = ({ answers }: CrossQuestion): number[] => {
    const hasAnswers = answers.some(({ net }) => !net);
    return answers.flatMap(({ net }, i) => (hasAnswers && net ? [] : [i]));
  };
  const scale = all.weight > 0 ? effectiveN(all) / all.weight : 0;
  const width = column.answers.length;
  return chiSquared(
    placesOf(row).map((r) => placesOf(column).map((c) => scale * (cells.weights[r * width + c] ?? 0))),
  );
}
