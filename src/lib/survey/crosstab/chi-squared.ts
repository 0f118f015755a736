import { logGamma } from '#lib/base/student.ts';

/** Pearson's test of independence, and how strong the association is. */
export interface ChiSquared {
  value: number;
  degreesOfFreedom: number;
  p: number;
  /** Cramer's V, from 0 (independent) to 1; NaN for a table of one row or column. */
  cramersV: number;
  /** Cells whose expected count is below what the test wants, and all cells. */
  lowCells: number;
  cells: number;
}

/** The expected count of a cell from which on the distribution holds (Cochran 1954, Biometrics 10:4). */
export const FEWEST_EXPECTED = 5;

/**
 * Pearson's chi-square of a table of counts (rows of columns): the sum of (observed - expected)^2 / expected,
 * on (rows - 1)(columns - 1) degrees of freedom, without a correction of continuity; Cramer's V = sqrt(chi^2 /
 * (n (min(rows, columns) - 1))) (Cramer 1946). Rows and columns of nobody are left out. Undefined where no two
 * rows and two columns remain. Counts may be effective ones, from weights. See [SV162].
 */
export function chiSquared(counts: readonly (readonly number[])[]): ChiSquared | undefined {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const rows = counts.filter((row) => sum(row) > 0);
  const used = (rows[0] ?? []).map((_, c) => sum(rows.map((row) => row[c] ?? 0)) > 0);
  const table = rows.map((row) => row.filter((_, c) => used[c]));
  const columnSums = (table[0] ?? []).map((_, c) => sum(table.map((row) => row[c] ?? 0)));
  if (table.length < 2 || columnSums.length < 2) return undefined;
  const n = sum(columnSums);
  let value = 0;
  let lowCells = 0;
  for (const row of table) {
    const rowSum = sum(row);
    row.forEach((observed, c) => {
      const expected = (rowSum * (columnSums[c] ?? 0)) / n;
      value += (observed - expected) ** 2 / expected;
      if (expected < FEWEST_EXPECTED) lowCells++;
    });
  }
  const degreesOfFreedom = (table.length - 1) * (columnSums.length - 1);
  return {
    value,
    degreesOfFreedom,
    p: chiSquaredP(value, degreesOfFreedom),
    cramersV: Math.sqrt(value / (n * (Math.min(table.length, columnSums.length) - 1))),
    lowCells,
    cells: table.length * columnSums.length,
  };
}

/**
 * The probability of a chi-square of at least `value`: the regularised upper incomplete gamma function
 * Q(df / 2, value / 2), by its series below a + 1 and its continued fraction above (Press et al., Numerical
 * Recipes, section 6.2); about 14 digits.
 */
export function chiSquaredP(value: number, degreesOfFreedom: number): number {
  if (!(value >= 0) || !(degreesOfFreedom > 0)) return NaN;
  if (value === 0) return 1;
  const a = degreesOfFreedom / 2;
  const x = value / 2;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * 1e-16; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

/** Lentz's evaluation of the continued fraction. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let result = d;
  let step = 0;
  for (let k = 1; Math.abs(step - 1) > 1e-15; k++) {
    const factor = -k * (k - a);
    b += 2;
    d = 1 / (factor * d + b);
    c = b + factor / c;
    step = c * d;
    result *= step;
  }
  return result;
}
