import { type Estimate, NO_ESTIMATE } from './estimate.ts';
import type { ScoreSums } from '#lib/tabular/table/score-sums.ts';
import type { Scale } from '#lib/tabular/table/table.ts';
import { effectiveN } from './weights.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';

/** 1 for every distinct answer within the two best points of the scale, 0 below, NaN for no answer. */
export function topTwoParts(scores: Float64Array, scale: Scale): Float64Array {
  // Of a scale of two points (good, bad) two would be everybody.
  const bestFrom = scale.max - scale.min > 1 ? scale.max - 1 : scale.max;
  return scores.map((score) => (Number.isNaN(score) ? NaN : score >= bestFrom ? 1 : 0));
}

/** A share in percent from the sums of parts 0 and 1, with Wilson's interval on the effective n. See [SV16]. */
export function share(sums: ScoreSums): Estimate {
  if (sums.n === 0) return NO_ESTIMATE;
  const proportion = sums.sum / sums.weight;
  const n = effectiveN(sums);
  const [low, high] = wilsonInterval(proportion * n, n);
  return {
    value: 100 * proportion,
    n: sums.n,
    effectiveN: n,
    standardError: 100 * Math.sqrt((proportion * (1 - proportion)) / n),
    interval: [100 * low, 100 * high],
  };
}
