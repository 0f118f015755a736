import { EFFECT_CAVEATS, type EffectCaveat, type Verdict } from '#lib/base/verdict.ts';
import { SMALL_N } from '#lib/base/small-n.ts';
import type { Interval } from '../measure/estimate.ts';
import { FEWEST_SEGMENTS_A_SIDE, type IntervalBasis } from './difference-in-differences.ts';
import type { Alongside } from './ran-alongside.ts';

/** What a verdict is made of. */
export interface VerdictFacts {
  /** The difference in differences, or the change alone where nothing can be compared. */
  value: number;
  interval: Interval;
  detectable: number;
  basis: IntervalBasis;
  /** Respondents of each side in each wave that counts. */
  answers: readonly number[];
  /** How many segments each side has; null where there is no other side. */
  segments: readonly [touched: number, untouched: number] | null;
  alongside: Alongside;
  /** The change that the project promised, in the unit of the measure; null where it said none. */
  promised: number | null;
}

/** Fewer answers of one side in one wave than this carry no verdict [SV93]. */
export const FEWEST_VERDICT_ANSWERS = SMALL_N.small;

/** What has to be said beside the verdict, in the order of `EFFECT_CAVEATS`. */
export function caveatsOf(facts: VerdictFacts): EffectCaveat[] {
  const { segments, promised } = facts;
  const isThere: Record<EffectCaveat, boolean> = {
    'few-answers': facts.answers.some((n) => n < FEWEST_VERDICT_ANSWERS),
    'no-comparison': segments === null,
    'few-segments': segments !== null && segments.some((count) => count < FEWEST_SEGMENTS_A_SIDE),
    'few-waves': segments !== null && facts.alongside === 'unknown',
    'ran-apart': segments !== null && facts.alongside === 'apart',
    'too-weak': holdsZero(facts.interval) && promised !== null && facts.detectable > Math.abs(promised),
  };
  return EFFECT_CAVEATS.filter((caveat) => isThere[caveat]);
}

/**
 * The verdict: improved or worse where the interval lies on one side of nothing. Nobody can tell where there are too
 * few answers, where both sides ran apart before the project began, or where the interval holds nothing although what
 * was promised could not have been found. Otherwise no change was found. Higher is better: reversed columns are read the
 * other way round before. See [SV120].
 */
export function verdictOf(facts: VerdictFacts): Verdict {
  const caveats = caveatsOf(facts);
  const takesAway: readonly EffectCaveat[] = ['few-answers', 'ran-apart', 'too-weak'];
  if (!facts.interval.every(Number.isFinite) || takesAway.some((caveat) => caveats.includes(caveat)))
    return 'unknown';
  if (facts.interval[0] > 0) return 'improved';
  if (facts.interval[1] < 0) return 'worse';
  return 'none';
}

function holdsZero([low, high]: Interval): boolean {
  return low <= 0 && high >= 0;
}
