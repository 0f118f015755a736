import type { Interval } from '../measure/estimate.ts';

/** Samples that an interval is read from: its ends are then known to a few hundredths of its width. */
export const EFFECT_REPLICATES = 2000;
/** Whoever asks the same question of the same answers gets the same interval. */
export const EFFECT_SEED = 20_261_130;

/**
 * The 95 % interval of bootstrap replicates: their 2.5 and 97.5 per cent points, interpolated between neighbours
 * (type 7 of Hyndman and Fan, The American Statistician, 1996; numpy's and R's default). NaN without replicates.
 */
export function percentileInterval(replicates: readonly number[]): Interval {
  const sorted = Float64Array.from(replicates).sort();
  const pointAt = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] ?? NaN;
    return low + (place - below) * ((sorted[below + 1] ?? low) - low);
  };
  return [pointAt(0.025), pointAt(0.975)];
}

/** Standard deviation of replicates: the standard error of what they are replicates of. */
export function deviationOf(replicates: readonly number[]): number {
  const n = replicates.length;
  const middle = replicates.reduce((sum, each) => sum + each / n, 0);
  return Math.sqrt(replicates.reduce((sum, each) => sum + (each - middle) ** 2 / (n - 1), 0));
}
