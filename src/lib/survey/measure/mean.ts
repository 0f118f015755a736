import { type Estimate, NO_ESTIMATE } from './estimate.ts';
import type { ScoreSums } from '#lib/tabular/table/score-sums.ts';
import { t95 } from '#lib/base/student.ts';
import { effectiveN } from './weights.ts';

/**
 * The (weighted) mean with Student's interval: s^2 = n/(n-1) x (E[x^2] - E[x]^2), SE = s / sqrt n, on
 * n - 1 degrees of freedom; with weights n is Kish's effective n. One answer has no interval. See [SV17].
 */
export function mean(sums: ScoreSums): Estimate {
  if (sums.n === 0) return NO_ESTIMATE;
  const n = effectiveN(sums);
  const value = sums.sum / sums.weight;
  const spread = Math.max(0, sums.sumOfSquares / sums.weight - value ** 2);
  if (n <= 1) return { value, n: sums.n, effectiveN: n, standardError: NaN, interval: [NaN, NaN] };
  const standardError = Math.sqrt(spread / (n - 1));
  const half = t95(n - 1) * standardError;
  return { value, n: sums.n, effectiveN: n, standardError, interval: [value - half, value + half] };
}
