import type { Estimate, Interval } from './estimate.ts';
import { twoSidedP, Z95 } from '#lib/base/normal.ts';

/** The difference of two figures of different people. */
export interface Difference {
  value: number;
  standardError: number;
  interval: Interval;
  z: number;
  /** Two-sided. */
  p: number;
}

/**
 * a - b of two independent groups: z = (a - b) / sqrt(SE_a^2 + SE_b^2). The same people asked twice are
 * not independent and need another test. See [SV19].
 */
export function difference(a: Estimate, b: Estimate): Difference {
  const value = a.value - b.value;
  const standardError = Math.hypot(a.standardError, b.standardError);
  const z = standardError > 0 ? value / standardError : value === 0 ? 0 : Math.sign(value) * Infinity;
  return {
    value,
    standardError,
    interval: [value - Z95 * standardError, value + Z95 * standardError],
    z,
    p: twoSidedP(z),
  };
}
