/** The rows to work on: all of them when both are left out. */
export interface Rows {
  /** A weight a row; a row whose weight is no positive number is left out. See [SV18]. */
  weights?: Float64Array | undefined;
  /** One byte a row; 0 leaves the row out. */
  mask?: Uint8Array | undefined;
}

/**
 * Sums over the rows that have a score, from which every mean, share and variance follows. `weight` is
 * the sum of weights (n when there are none), `weightSquared` the sum of their squares, `sum` and
 * `sumOfSquares` those of weight x score and weight x score^2.
 */
export interface ScoreSums {
  n: number;
  weight: number;
  weightSquared: number;
  sum: number;
  sumOfSquares: number;
}

/** The sums of every group, five numbers a group, in the order of ScoreSums. */
export type GroupSums = Float64Array;
const FIELDS = 5;

/**
 * The sums of many groups in one pass: `scores[codes[row]]` is the row's score, NaN leaves it out, and
 * `groups[row]` its group, from 0 to `groupCount` - 1; any other number leaves it out too. See [SV20].
 */
export function sumByGroup(
  codes: Int32Array,
  scores: Float64Array,
  groups: Int32Array,
  groupCount: number,
  { weights, mask }: Rows = {},
): GroupSums {
  const sums = new Float64Array(groupCount * FIELDS);
  for (let row = 0; row < codes.length; row++) {
    if (mask && mask[row] === 0) continue;
    const score = scores[codes[row] ?? 0] ?? NaN;
    if (Number.isNaN(score)) continue;
    const group = groups[row] ?? -1;
    if (group < 0 || group >= groupCount) continue;
    const weight = weights ? (weights[row] ?? NaN) : 1;
    if (!(weight > 0)) continue;
    const at = group * FIELDS;
    sums[at] = (sums[at] ?? 0) + 1;
    sums[at + 1] = (sums[at + 1] ?? 0) + weight;
    sums[at + 2] = (sums[at + 2] ?? 0) + weight * weight;
    sums[at + 3] = (sums[at + 3] ?? 0) + weight * score;
    sums[at + 4] = (sums[at + 4] ?? 0) + weight * score * score;
  }
  return sums;
}

/** The sums of one group. */
export function sumsOfGroup(sums: GroupSums, group: number): ScoreSums {
  const at = group * FIELDS;
  return {
    n: sums[at] ?? 0,
    weight: sums[at + 1] ?? 0,
    weightSquared: sums[at + 2] ?? 0,
    sum: sums[at + 3] ?? 0,
    sumOfSquares: sums[at + 4] ?? 0,
  };
}

export const NO_SUMS: ScoreSums = { n: 0, weight: 0, weightSquared: 0, sum: 0, sumOfSquares: 0 };

/** The sums of two groups without a member in common. */
export function addSums(a: ScoreSums, b: ScoreSums): ScoreSums {
  return combine(a, b, 1);
}

/** The sums of those of `all` who are not in `part`. */
export function subtractSums(all: ScoreSums, part: ScoreSums): ScoreSums {
  return combine(all, part, -1);
}

function combine(a: ScoreSums, b: ScoreSums, sign: 1 | -1): ScoreSums {
  return {
    n: a.n + sign * b.n,
    weight: a.weight + sign * b.weight,
    weightSquared: a.weightSquared + sign * b.weightSquared,
    sum: a.sum + sign * b.sum,
    sumOfSquares: a.sumOfSquares + sign * b.sumOfSquares,
  };
}
