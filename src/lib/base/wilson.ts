import { Z95 } from './normal.ts';

/**
 * Wilson's 95 % interval for a proportion, as shares from 0 to 1 (Wilson 1927; recommended by Newcombe
 * 1998, method 3). `successes` and `n` may be fractional (effective numbers from weights); n = 0 gives NaN.
 */
export function wilsonInterval(successes: number, n: number): readonly [low: number, high: number] {
  const centre = (successes + Z95 ** 2 / 2) / (n + Z95 ** 2);
  const half = (Z95 / (n + Z95 ** 2)) * Math.sqrt((successes * (n - successes)) / n + Z95 ** 2 / 4);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
