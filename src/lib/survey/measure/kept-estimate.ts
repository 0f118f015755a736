import { Z95 } from '#lib/base/normal.ts';
import { t95 } from '#lib/base/student.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import type { Estimate } from './estimate.ts';

interface KeptFigure {
  value: number;
  interval: readonly [number, number];
  n: number;
}

/**
 * A kept figure with the standard error that its interval came from: Wald's and Student's are half its
 * width over their quantile; a share's follows from its value, since Wilson's interval is not symmetric.
 */
export function keptEstimate(
  kind: MeasureKind | 'phrase' | 'share',
  { value, interval, n }: KeptFigure,
  isWeighted: boolean,
): Estimate {
  const half = (interval[1] - interval[0]) / 2;
  const isShare = kind === 'top-two-box' || kind === 'phrase' || kind === 'share';
  let standardError = half / Z95;
  if (kind === 'mean' && n > 1) standardError = half / t95(n - 1);
  // With weights the effective n was not kept: half of Wilson's interval is the nearest there is.
  if (isShare && !isWeighted) standardError = Math.sqrt((value * (100 - value)) / n);
  return { value, n, effectiveN: n, standardError, interval };
}
