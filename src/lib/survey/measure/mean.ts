import { type Estimate, NO_ESTIMATE } from './estimate.ts';
import type { ScoreSums } from '#lib/tabular/table/score-sums.ts';
import { meanInterval } from '#lib/base/student.ts';
import { effectiveN } from './weights.ts';

/** The (weighted) mean with Student's interval; with weights n is Kish's effective n. See [SV17]. */
export function mean(sums: ScoreSums): Estimate {
  if (sums.n === 0) return NO_ESTIMATE;
  const n = effectiveN(sums);
  const value = sums.sum / sums.weight;
  const spread = sums.sumOfSquares / sums.weight - value ** 2;
  return { value, n: sums.n, effectiveN: n, ...meanInterval({ n, value, spread }) };
}
