import type { SurveyColumn } from '#lib/tabular/table/table.ts';

/** A variable of a regression: a number for every distinct answer of a column, NaN for none. */
export interface Variable {
  column: SurveyColumn;
  scores: Float64Array;
}

/** Pearson correlations over the rows where every variable has a number (listwise). */
export interface Correlations {
  n: number;
  /** Row-major, one row and one column a variable; NaN for a variable that never varies. */
  matrix: Float64Array;
}

/** One pass over the rows; `size` variables cost size^2 / 2 multiplications a complete row. */
export function correlations(variables: readonly Variable[], rowCount: number): Correlations {
  const size = variables.length;
  const codes = variables.map(({ column }) => column.codes);
  const scores = variables.map(({ scores }) => scores);
  const values = new Float64Array(size);
  const origin = new Float64Array(size);
  const sums = new Float64Array(size);
  const products = new Float64Array(size * size);
  let n = 0;
  rows: for (let row = 0; row < rowCount; row++) {
    for (let i = 0; i < size; i++) {
      const value = scores[i]?.[codes[i]?.[row] ?? 0] ?? NaN;
      if (Number.isNaN(value)) continue rows;
      values[i] = value;
    }
    // Counting from the first complete row keeps large values (years, ids) from cancelling.
    if (n++ === 0) origin.set(values);
    for (let i = 0; i < size; i++) {
      const value = (values[i] ?? 0) - (origin[i] ?? 0);
      values[i] = value;
      sums[i] = (sums[i] ?? 0) + value;
      const line = i * size;
      for (let j = 0; j <= i; j++) products[line + j] = (products[line + j] ?? 0) + value * (values[j] ?? 0);
    }
  }
  return { n, matrix: standardise(products, sums, n, size) };
}

function standardise(products: Float64Array, sums: Float64Array, n: number, size: number): Float64Array {
  const covariance = (i: number, j: number): number =>
    (products[i * size + j] ?? 0) - ((sums[i] ?? 0) * (sums[j] ?? 0)) / n;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const r =
        i === j
          ? covariance(i, i) > 0
            ? 1
            : NaN
          : covariance(i, j) / Math.sqrt(covariance(i, i) * covariance(j, j));
      matrix[i * size + j] = r;
      matrix[j * size + i] = r;
    }
  }
  return matrix;
}
