import { twoSidedP } from '#lib/base/normal.ts';
import { meanOfCounts, poolCounts, type ScoreCounts } from './score-counts.ts';

/** One wave before the project as both sides answered it, the oldest first; the last is the baseline. */
export interface SideWave {
  touched: readonly ScoreCounts[];
  untouched: readonly ScoreCounts[];
}

/** What the waves before say of whether both sides moved alike without the project. */
export type Alongside = 'alongside' | 'apart' | 'unknown';

const SIGNIFICANCE = 0.05;

/**
 * Whether both sides moved alike from wave to wave before the project: each step of one wave to the next is a difference
 * in differences that should be nothing. They ran apart where one of them differs from nothing at 5 %, corrected for how
 * many steps there are (Bonferroni). Unknown with one wave alone: that nothing is seen to differ is no proof. See [SV119].
 */
export function ranAlongside(waves: readonly SideWave[]): Alongside {
  const steps = waves.slice(1).flatMap((wave, i) => {
    const before = waves[i];
    if (!before) return [];
    const value =
      pooled(wave.touched).mean -
      pooled(before.touched).mean -
      (pooled(wave.untouched).mean - pooled(before.untouched).mean);
    const variance = [wave.touched, before.touched, wave.untouched, before.untouched].reduce(
      (sum, side) => sum + pooled(side).variance,
      0,
    );
    const z = value / Math.sqrt(variance);
    return Number.isFinite(z) ? [twoSidedP(z)] : [];
  });
  if (steps.length === 0) return 'unknown';
  return steps.some((p) => p < SIGNIFICANCE / steps.length) ? 'apart' : 'alongside';
}

function pooled(segments: readonly ScoreCounts[]): { mean: number; variance: number } {
  return meanOfCounts(poolCounts(segments));
}
