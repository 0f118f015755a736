import { t95 } from './student.ts';

/**
 * Student's 95 % interval of a mean of `n` answers with this mean of squared deviations: s^2 = n/(n-1) x spread,
 * SE = s / sqrt n, on n - 1 degrees of freedom. `n` may be an effective one; one answer has no interval. See [SV17].
 */
export function meanInterval({ n, value, spread }: { n: number; value: number; spread: number }): {
  standardError: number;
  interval: [low: number, high: number];
} {
  if (n <= 1) return { standardError: NaN, interval: [NaN, NaN] };
  const standardError = Math.sqrt(Math.max(0, spread) / (n - 1));
  const half = t95(n - 1) * standardError;
  return { standardError, interval: [value - half, value + half] };
}
