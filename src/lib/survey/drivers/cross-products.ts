import type { Variable } from './correlations.ts';

/** Blocks of rows that the bootstrap draws from. */
export const BLOCKS = 250;
const FIELDS = 6;

/** Which rows count: those that answered everything, or for each pair those that answered both. */
export type MissingRule = 'listwise' | 'pairwise';

/**
 * Everything that correlations need, kept a block of rows: for each pair of variables the number of rows
 * and the (weighted) sums of x, y, x^2, y^2 and xy. The sum over all blocks is the data; a sum over blocks
 * drawn with replacement is a bootstrap sample, without going back to a row.
 */
export interface CrossProducts {
  size: number;
  blocks: readonly Float64Array[];
  /** Rows that answered everything. */
  complete: number;
  /** Fewest and most rows behind a pair. */
  pairs: readonly [fewest: number, most: number];
}

/** One pass over the rows of a list. The block of a row is a scramble of its place, so that time does not sort blocks. */
export function crossProducts(
  variables: readonly Variable[],
  rows: Uint32Array,
  missing: MissingRule,
  weights: Float64Array | undefined,
): CrossProducts {
  const size = variables.length;
  const pairCount = (size * (size + 1)) / 2;
  const blocks = Array.from({ length: BLOCKS }, () => new Float64Array(pairCount * FIELDS));
  const counts = new Float64Array(pairCount);
  const centred = variables.map(({ scores }) => centre(scores));
  const codes = variables.map(({ column }) => column.codes);
  const values = new Float64Array(size);
  const isListwise = missing === 'listwise';
  let complete = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const weight = weights ? (weights[row] ?? NaN) : 1;
    if (!(weight > 0)) continue;
    let answered = 0;
    for (let j = 0; j < size; j++) {
      const value = centred[j]?.[codes[j]?.[row] ?? 0] ?? NaN;
      values[j] = value;
      answered += Number(value === value); // NaN alone differs from itself
    }
    if (answered === size) complete++;
    else if (isListwise) continue;
    const block = blocks[(Math.imul(row + 1, 0x9e3779b1) >>> 0) % BLOCKS];
    if (block) addRow(block, counts, values, weight);
  }
  return {
    size,
    blocks,
    complete,
    pairs: [counts.reduce((a, b) => Math.min(a, b), Infinity), Math.max(...counts)],
  };
}

function addRow(block: Float64Array, counts: Float64Array, values: Float64Array, weight: number): void {
  let pair = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i] ?? NaN;
    for (let j = 0; j <= i; j++, pair++) {
      const y = values[j] ?? NaN;
      const product = x * y;
      if (product !== product) continue;
      const at = pair * FIELDS;
      counts[pair] = (counts[pair] ?? 0) + 1;
      block[at] = (block[at] ?? 0) + weight;
      block[at + 1] = (block[at + 1] ?? 0) + weight * x;
      block[at + 2] = (block[at + 2] ?? 0) + weight * y;
      block[at + 3] = (block[at + 3] ?? 0) + weight * x * x;
      block[at + 4] = (block[at + 4] ?? 0) + weight * y * y;
      block[at + 5] = (block[at + 5] ?? 0) + weight * product;
    }
  }
}

/** Sums of squares of numbers far from zero (years, amounts) would cancel; around their middle they do not. */
function centre(scores: Float64Array): Float64Array {
  const middle = middleOf(scores);
  return scores.map((score) => score - middle);
}

/** The middle of the distinct scores, from which the sums are counted. */
export function middleOf(scores: Float64Array): number {
  const known = scores.filter((score) => !Number.isNaN(score));
  return known.reduce((sum, score) => sum + score / known.length, 0);
}

/** All blocks, each as often as `times` says (once when left out). */
export function sumBlocks({ blocks }: CrossProducts, times?: Uint16Array): Float64Array {
  const sum = new Float64Array(blocks[0]?.length ?? 0);
  blocks.forEach((block, i) => {
    const count = times ? (times[i] ?? 0) : 1;
    if (count === 0) return;
    for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] ?? 0) + count * (block[k] ?? 0);
  });
  return sum;
}

/** Means (counted from `middleOf`), and covariances row-major, from the sums of rows that answered everything. */
export function momentsOf(
  sums: Float64Array,
  size: number,
): { weight: number; means: Float64Array; covariances: Float64Array } {
  const means = new Float64Array(size);
  const covariances = new Float64Array(size * size);
  let at = 0;
  let weight = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++, at += FIELDS) {
      const [n = 0, x = 0, y = 0, , , xy = 0] = sums.subarray(at, at + FIELDS);
      if (i === j) means[i] = x / n;
      covariances[i * size + j] = xy / n - (x / n) * (y / n);
      covariances[j * size + i] = covariances[i * size + j] ?? NaN;
      weight = n;
    }
  }
  return { weight, means, covariances };
}

/** Pearson correlations from the sums, row-major; NaN where a variable never varies. */
export function correlationsOf(sums: Float64Array, size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  let at = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++, at += FIELDS) {
      const [n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0] = sums.subarray(at, at + FIELDS);
      const spread = Math.sqrt((xx - (x * x) / n) * (yy - (y * y) / n));
      const r = i === j ? (spread > 0 ? 1 : NaN) : (xy - (x * y) / n) / spread;
      matrix[i * size + j] = r;
      matrix[j * size + i] = r;
    }
  }
  return matrix;
}
