/**
 * How often a test that searches by chance does so: a few times among the ordinary tests and in the
 * short form of a suite, often in the long form that is run by hand (`npm run test:long`).
 */
export function effort(counts: { short: number; full: number }): number {
  return process.env[EFFORT_VARIABLE] === 'full' ? counts.full : counts.short;
}

/** Set by `run.ts` for the workers of a run. */
export const EFFORT_VARIABLE = 'HERRINGBONE_TEST_EFFORT';
