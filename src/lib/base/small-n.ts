/** The least that a group needs before its figures may be shown: below this no average protects anybody. */
export const SMALLEST_THRESHOLD = 5;
/** Above it there is nothing left to see. */
export const LARGEST_THRESHOLD = 100;

/** The two sizes of a group below which something is said, in the whole product. See [SV93]. */
export const SMALL_N = {
  /** Too few for a test: z needs more than a handful on both sides. */
  untested: 10,
  /** Enough for a test, too few for a conclusion: about where a mean of answers is near the normal curve. */
  small: 30,
} as const;

export type Smallness = keyof typeof SMALL_N;

/** What is said beside a figure of so many answers; undefined when nothing has to be. */
export function smallness(n: number): Smallness | undefined {
  if (n < SMALL_N.untested) return 'untested';
  return n < SMALL_N.small ? 'small' : undefined;
}

/** Whether groups of these sizes are compared by a test. */
export function isTested(...sizes: readonly number[]): boolean {
  return sizes.every((n) => n >= SMALL_N.untested);
}

/** Whether groups of these sizes carry a conclusion. */
export function isConclusive(...sizes: readonly number[]): boolean {
  return sizes.every((n) => smallness(n) === undefined);
}
