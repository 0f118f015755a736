import type { RandomSource } from '#lib/base/random.ts';
import { SMALL_N } from '#lib/base/small-n.ts';
import type { Variable } from '../drivers/correlations.ts';
import { BLOCKS, crossProducts, middleOf, momentsOf, sumBlocks } from '../drivers/cross-products.ts';
import type { Interval } from '../measure/estimate.ts';
import { EFFECT_REPLICATES, percentileInterval } from './bootstrap.ts';

/** Fewer people than this who answered everything are no evidence of what goes with what. */
export const FEWEST_LINEAR_ROWS = SMALL_N.small;
/** As many respondents as every rated item of the model needs, so that its slope is not made of chance. */
export const FEWEST_ROWS_PER_ITEM = 10;

/** What goes with a driver that reaches a level. Both in the unit of the target: NPS points, or points of its mean. */
export interface LinearEffect {
  /** People who answered the target, the driver and everything that is held equal. */
  n: number;
  /** The target's value among these people. */
  base: number;
  /** The driver's mean among these people, and the level that it reaches. */
  from: number;
  level: number;
  /** How much the target differs for each point of the driver. */
  slope: number;
  change: number;
  /** Bootstrap over respondents, 95 %, percentiles. */
  interval: Interval;
  /** Of the whole model, 0 to 1. */
  rSquared: number;
}

/**
 * The change of a target that goes with a driver reaching `level`: least squares of the target (NPS as +100, 0, -100,
 * or the score) on the driver and on the items that are held equal, over the rows that answered all of them; the
 * driver's slope times how far its mean is from the level. Intervals are percentiles of samples of respondents, drawn in
 * blocks as those of drivers are [SV43]. Undefined where there is no evidence: too few people, or nothing that varies
 * by itself. It says what goes together and never what causes what. See [SV117].
 */
export function linearEffect(
  { target, driver, controls }: { target: Variable; driver: Variable; controls: readonly Variable[] },
  level: number,
  rows: Uint32Array,
  random: RandomSource,
): LinearEffect | undefined {
  const variables = [driver, ...controls, target];
  const size = variables.length;
  const products = crossProducts(variables, rows, 'listwise', undefined);
  if (products.complete < Math.max(FEWEST_LINEAR_ROWS, FEWEST_ROWS_PER_ITEM * (size - 1))) return undefined;
  const middles = variables.map(({ scores }) => middleOf(scores));
  const fit = (sums: Float64Array) => {
    const { means, covariances } = momentsOf(sums, size);
    const slopes = solve(covariances, size);
    const from = (means[0] ?? NaN) + (middles[0] ?? NaN);
    return { slopes, means, covariances, from, change: (slopes?.[0] ?? NaN) * (level - from) };
  };
  const own = fit(sumBlocks(products));
  if (!own.slopes || !Number.isFinite(own.change)) return undefined;
  const drawn = Array.from(
    { length: EFFECT_REPLICATES },
    () => fit(sumBlocks(products, drawBlocks(random))).change,
  ).filter(Number.isFinite);
  const explained = own.slopes.reduce(
    (sum, slope, i) => sum + slope * (own.covariances[i * size + size - 1] ?? NaN),
    0,
  );
  return {
    n: products.complete,
    base: (own.means[size - 1] ?? NaN) + (middles[size - 1] ?? NaN),
    from: own.from,
    level,
    slope: own.slopes[0] ?? NaN,
    change: own.change,
    interval: percentileInterval(drawn),
    rSquared: explained / (own.covariances[size * size - 1] ?? NaN),
  };
}

function drawBlocks(random: RandomSource): Uint16Array {
  const times = new Uint16Array(BLOCKS);
  for (let i = 0; i < BLOCKS; i++) {
    const block = Math.floor(random() * BLOCKS);
    times[block] = (times[block] ?? 0) + 1;
  }
  return times;
}

/** What of a variable's spread has to be its own, for a slope to be told from the others'. */
const OWN_SPREAD = 1e-6;

/** Slopes from covariances whose last variable is the target, by Cholesky; undefined where the others determine one. */
function solve(covariances: Float64Array, size: number): Float64Array | undefined {
  const k = size - 1;
  const lower = new Float64Array(k * k);
  const at = (i: number, j: number): number => covariances[i * size + j] ?? NaN;
  const sumUpTo = (i: number, j: number): number => {
    let sum = 0;
    for (let m = 0; m < j; m++) sum += (lower[i * k + m] ?? 0) * (lower[j * k + m] ?? 0);
    return sum;
  };
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) lower[i * k + j] = (at(i, j) - sumUpTo(i, j)) / (lower[j * k + j] ?? NaN);
    const own = at(i, i) - sumUpTo(i, i);
    if (!(own > OWN_SPREAD * at(i, i))) return undefined;
    lower[i * k + i] = Math.sqrt(own);
  }
  const slopes = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    let rest = at(i, k);
    for (let m = 0; m < i; m++) rest -= (lower[i * k + m] ?? 0) * (slopes[m] ?? 0);
    slopes[i] = rest / (lower[i * k + i] ?? NaN);
  }
  for (let i = k - 1; i >= 0; i--) {
    let rest = slopes[i] ?? NaN;
    for (let m = i + 1; m < k; m++) rest -= (lower[m * k + i] ?? 0) * (slopes[m] ?? 0);
    slopes[i] = rest / (lower[i * k + i] ?? NaN);
  }
  return slopes;
}
