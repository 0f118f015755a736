import type { EffectCaveat, Verdict } from '#lib/base/verdict.ts';
import { Z95 } from '#lib/base/normal.ts';
import type { RandomSource } from '#lib/base/random.ts';
import type { Interval } from '../measure/estimate.ts';
import {
  detectableChange,
  differenceInDifferences,
  type IntervalBasis,
  type SegmentChange,
  type SideChange,
  sideChange,
} from './difference-in-differences.ts';
import { type Alongside, ranAlongside } from './ran-alongside.ts';
import { meanOfCounts, poolCounts, type ScoreCounts } from './score-counts.ts';
import { caveatsOf, verdictOf } from './verdict.ts';

/** One segment in one wave. */
export interface SegmentCounts extends ScoreCounts {
  name: string;
}

/** What is known of one wave: its touched and its untouched segments. */
export interface EffectWave {
  touched: readonly SegmentCounts[];
  untouched: readonly SegmentCounts[];
}

export interface MeasuredEffect {
  value: number;
  interval: Interval;
  standardError: number;
  detectable: number;
  basis: IntervalBasis;
  sides: { touched: SideChange; untouched: SideChange | null };
  alongside: Alongside;
  verdict: Verdict;
  caveats: EffectCaveat[];
}

/**
 * Whether a project worked: the agreed wave against the baseline, touched segments against untouched ones, and what the
 * waves before the baseline say of both. `waves` are in the order of time; `before` and `after` are places in it.
 * Undefined where nobody of the touched segments answered in one of the two. See [SV118] [SV119] [SV120].
 */
export function measureEffect(
  waves: readonly EffectWave[],
  { before, after, promised }: { before: number; after: number; promised: number | null },
  random: RandomSource,
): MeasuredEffect | undefined {
  const [then, now] = [waves[before], waves[after]];
  if (!then || !now) return undefined;
  const touched = changesOf(then.touched, now.touched);
  const untouched = changesOf(then.untouched, now.untouched);
  const compared = differenceInDifferences(touched, untouched, random);
  const alongside = compared ? ranAlongside(waves.slice(0, before + 1)) : 'unknown';
  const found = compared ?? alone(touched, random);
  if (!found) return undefined;
  const sides = { touched: found.touched, untouched: compared?.untouched ?? null };
  const { value, interval, standardError, detectable, basis } = found;
  const facts = {
    ...{ value, interval, detectable, basis, alongside, promised },
    // As many answers as they are worth: weights take from what can be told.
    answers: [sides.touched, sides.untouched].flatMap((side) =>
      side ? (side.effectiveN ?? [side.beforeN, side.afterN]) : [],
    ),
    segments: sides.untouched ? ([sides.touched.segments, sides.untouched.segments] as const) : null,
  };
  return {
    ...{ value, interval, standardError, detectable, basis, sides, alongside },
    verdict: verdictOf(facts),
    caveats: caveatsOf(facts),
  };
}

/** Without anybody to compare with, the change of the touched side is all there is. */
function alone(touched: readonly SegmentChange[], random: RandomSource) {
  const side = sideChange(touched, random);
  if (!side) return undefined;
  const { standardError, ...shown } = side;
  return {
    ...{ touched: shown, value: side.change, interval: side.interval, standardError },
    detectable: detectableChange(standardError, Z95),
    basis: 'respondents' as const,
  };
}

function changesOf(then: readonly SegmentCounts[], now: readonly SegmentCounts[]): SegmentChange[] {
  return then.flatMap((before) => {
    const after = now.find(({ name }) => name === before.name);
    return after ? [{ name: before.name, before, after }] : [];
  });
}

/** The figure of several segments together, as a group of respondents has it; undefined where nobody answered. */
export function pooledFigure(segments: readonly ScoreCounts[]): { value: number; n: number } | undefined {
  const { mean, n } = meanOfCounts(poolCounts(segments));
  return n > 0 ? { value: mean, n } : undefined;
}
