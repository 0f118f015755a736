import type { PackedCodes } from './packed-codes.ts';
import type { Rows, ScoreSums } from './score-sums.ts';

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
  if (weights) return tallyWeighted(codes, size, weights, mask);
  const counts = new Float64Array(size);
  if (mask) countMasked(counts, codes, mask);
  else if (size <= FEW_CODES) countFew(counts, codes);
  else countAll(counts, codes);
  return { counts, weights: counts, weightSquares: counts };
}

/**
 * A row that gives the answer of the row before has to wait for its sum, and of few answers most do so. Four
 * rows in turn have sums of their own, which makes it twice as fast.
 */
const FEW_CODES = 1 << 10;

function countFew(counts: Float64Array, codes: Int32Array | PackedCodes): void {
  const size = counts.length;
  const [second, third] = [size, 2 * size];
  const fourth = 3 * size;
  const sums = new Uint32Array(4 * size);
  const whole = codes.length - (codes.length & 3);
  for (let row = 0; row < whole; row += 4) {
    const a = codes[row] ?? 0;
    const b = second + (codes[row + 1] ?? 0);
    const c = third + (codes[row + 2] ?? 0);
    const d = fourth + (codes[row + 3] ?? 0);
    sums[a] = (sums[a] ?? 0) + 1;
    sums[b] = (sums[b] ?? 0) + 1;
    sums[c] = (sums[c] ?? 0) + 1;
    sums[d] = (sums[d] ?? 0) + 1;
  }
  for (let row = whole; row < codes.length; row++) {
    const code = codes[row] ?? 0;
    sums[code] = (sums[code] ?? 0) + 1;
  }
  for (let at = 0; at < sums.length; at++) {
    const code = at % size;
    counts[code] = (counts[code] ?? 0) + (sums[at] ?? 0);
  }
}

function countAll(counts: Float64Array, codes: Int32Array | PackedCodes): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
}

/** A row without a positive weight counts nowhere. The sums of a code stand side by side, in one line of the cache. */
function tallyWeighted(
  codes: Int32Array | PackedCodes,
  size: number,
  weights: Float64Array,
  mask: Uint8Array | undefined,
): Tally {
  const lanes = size <= FEW_CODES ? 4 : 1;
  const sums = new Float64Array(4 * size * lanes);
  for (let row = 0; row < codes.length; row++) {
    if (mask && mask[row] === 0) continue;
    const weight = weights[row] ?? NaN;
    if (!(weight > 0)) continue;
    const at = 4 * ((codes[row] ?? 0) * lanes + (row & (lanes - 1)));
    sums[at] = (sums[at] ?? 0) + 1;
    sums[at + 1] = (sums[at + 1] ?? 0) + weight;
    sums[at + 2] = (sums[at + 2] ?? 0) + weight * weight;
  }
  const field = (offset: number): Float64Array => {
    const total = new Float64Array(size);
    for (let at = offset; at < sums.length; at += 4) {
      const code = Math.floor(at / (4 * lanes));
      total[code] = (total[code] ?? 0) + (sums[at] ?? 0);
    }
    return total;
  };
  return { counts: field(0), weights: field(1), weightSquares: field(2) };
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
