import type { PackedCodes } from '#lib/tabular/table/packed-codes.ts';
import type { Selection } from './row-filter.ts';
import { tallyAnswers, type Tally } from '#lib/tabular/table/tally.ts';

/** Codes that are counted again and again, with the count of all rows once it was needed. */
export interface Counted {
  codes: PackedCodes;
  /** Codes are below it. */
  size: number;
  totals: Tally | undefined;
}

/**
 * Counts the rows of a selection. Whichever list is shorter is walked: when most rows pass, the failing
 * ones are taken away from the count of all, so that no selection costs more than half of the rows.
 */
export function countSelected(
  counted: Counted,
  { passing, failing }: Selection,
  weights: Float64Array | undefined,
): Tally {
  if (passing.length <= failing.length) return countListed(counted, passing, weights);
  const totals = countAll(counted, weights);
  if (failing.length === 0) return totals;
  return combineTallies(totals, countListed(counted, failing, weights), -1);
}

/** Counts all rows, once; whoever changes the weights forgets `totals`. */
export function countAll(counted: Counted, weights: Float64Array | undefined): Tally {
  counted.totals ??= tallyAnswers(counted.codes, counted.size, { weights });
  return counted.totals;
}

/** Counts the rows of a list. */
export function countListed(
  { codes, size }: Counted,
  rows: Uint32Array,
  weights: Float64Array | undefined,
): Tally {
  if (!weights) {
    const counts = new Uint32Array(size);
    for (let i = 0; i < rows.length; i++) {
      const code = codes[rows[i] ?? 0] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    const all = Float64Array.from(counts);
    return { counts: all, weights: all, weightSquares: all };
  }
  // The three sums of a code side by side are one line of the cache instead of three.
  const sums = new Float64Array(3 * size);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const weight = weights[row] ?? NaN;
    if (!(weight > 0)) continue;
    const at = 3 * (codes[row] ?? 0);
    sums[at] = (sums[at] ?? 0) + 1;
    sums[at + 1] = (sums[at + 1] ?? 0) + weight;
    sums[at + 2] = (sums[at + 2] ?? 0) + weight * weight;
  }
  const field = (offset: number): Float64Array =>
    Float64Array.from({ length: size }, (_, code) => sums[3 * code + offset] ?? 0);
  return { counts: field(0), weights: field(1), weightSquares: field(2) };
}

/** a + b, or a - b. A code that nobody is left with has no weight left either, whatever rounding says. */
export function combineTallies(a: Tally, b: Tally, sign: 1 | -1): Tally {
  const counts = a.counts.map((count, code) => count + sign * (b.counts[code] ?? 0));
  if (a.weights === a.counts) return { counts, weights: counts, weightSquares: counts };
  const combine = (left: Float64Array, right: Float64Array): Float64Array =>
    left.map((value, code) => (counts[code] === 0 ? 0 : value + sign * (right[code] ?? 0)));
  return {
    counts,
    weights: combine(a.weights, b.weights),
    weightSquares: combine(a.weightSquares, b.weightSquares),
  };
}
