import type { MeasureKind } from '../wave/measure-kind.ts';

/** Below this many answers the reader is told strongly to look at the interval first. */
export const FEW_ANSWERS = 20;
/** Below this many a word of caution stands beside the figure. */
export const CAUTION_ANSWERS = 50;

/** How loudly a small n is said. */
export function smallness(n: number): 'few' | 'caution' | undefined {
  if (n < FEW_ANSWERS) return 'few';
  return n < CAUTION_ANSWERS ? 'caution' : undefined;
}

/** Decimals that a figure deserves: more would pretend. */
export const DIGITS: Readonly<Record<MeasureKind, number>> = { nps: 2, 'top-two-box': 1, mean: 2 };
