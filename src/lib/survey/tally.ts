import type { PackedCodes } from './packed-codes.ts';
import type { Rows } from './rows.ts';
import type { ScoreSums } from './score-sums.ts';

/**
 * How many rows gave each distinct answer, and with what weight. Every figure of a column follows from
 * it without looking at the rows again. Without weights all three are the counts. See [SV8].
 */
export interface Tally {
  counts: Float64Array;
  weights: Float64Array;
  weightSquares: Float64Array;
}

/** Counts the rows of one column in one pass; `size` is that of its dictionary. */
export function tallyAnswers(
  codes: Int32Array | PackedCodes,
  size: number,
  { weights, mask }: Rows = {},
): Tally {
  const counts = new Float64Array(size);
  if (!weights) {
    if (mask) countMasked(counts, codes, mask);
    else countAll(counts, codes);
    return { counts, weights: counts, weightSquares: counts };
  }
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let row = 0; row < codes.length; row++) {
    if (mask && mask[row] === 0) continue;
    const weight = weights[row] ?? NaN;
    if (!(weight > 0)) continue;
    const code = codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
    sums[code] = (sums[code] ?? 0) + weight;
    squares[code] = (squares[code] ?? 0) + weight * weight;
  }
  return { counts, weights: sums, weightSquares: squares };
}

function countAll(counts: Float64Array, codes: Int32Array | PackedCodes): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
}

function countMasked(counts: Float64Array, codes: Int32Array | PackedCodes, mask: Uint8Array): void {
  for (let row = 0; row < codes.length; row++) {
    if (mask[row] === 0) continue;
    const code = codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
}

/** The sums over all rows whose answer has a score. */
export function sumTally(tally: Tally, scores: Float64Array): ScoreSums {
  const sums: ScoreSums = { n: 0, weight: 0, weightSquared: 0, sum: 0, sumOfSquares: 0 };
  for (let code = 0; code < scores.length; code++) {
    const count = tally.counts[code] ?? 0;
    const score = scores[code] ?? NaN;
    if (count === 0 || Number.isNaN(score)) continue;
    const weight = tally.weights[code] ?? 0;
    sums.n += count;
    sums.weight += weight;
    sums.weightSquared += tally.weightSquares[code] ?? 0;
    sums.sum += weight * score;
    sums.sumOfSquares += weight * score * score;
  }
  return sums;
}
