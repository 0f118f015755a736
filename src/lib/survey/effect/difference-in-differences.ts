import { Z95 } from '#lib/base/normal.ts';
import type { RandomSource } from '#lib/base/random.ts';
import { t95 } from '#lib/base/student.ts';
import type { Interval } from '../measure/estimate.ts';
import { deviationOf, EFFECT_REPLICATES, percentileInterval } from './bootstrap.ts';
import { type CountedMean, drawMean, meanOfCounts, poolCounts, type ScoreCounts } from './score-counts.ts';

/** The segments of one side: those that a project touched, or those that it did not. */
export interface SegmentChange {
  name: string;
  before: ScoreCounts;
  after: ScoreCounts;
}

/** How one side moved, in the unit of the measure; segments weigh as many people, or as much, as they had before. */
export interface SideChange {
  before: number;
  after: number;
  change: number;
  /** Bootstrap over respondents within wave and segment, 95 %, percentiles. */
  interval: Interval;
  beforeN: number;
  afterN: number;
  /** How many unweighted answers would be as precise, before and after; absent without weights [SV122]. */
  effectiveN?: [before: number, after: number] | undefined;
  segments: number;
}

/** Whose chance the interval counts: of these respondents alone, or of segments that move by themselves as well. */
export type IntervalBasis = 'respondents' | 'segments';

export interface DifferenceInDifferences {
  touched: SideChange;
  untouched: SideChange;
  /** How much more the touched side moved. */
  value: number;
  interval: Interval;
  standardError: number;
  basis: IntervalBasis;
  /** The smallest true difference that this comparison would have found four times in five. */
  detectable: number;
}

/** From as many segments on each side, how segments differ among themselves says how they move by themselves. */
export const FEWEST_SEGMENTS_A_SIDE = 3;

/** The normal quantile of a power of four in five. */
const Z_POWER_80 = 0.8416212335729143;

/** The smallest true change that a comparison with this standard error finds four times in five: (1.96 + 0.84) SE. */
export function detectableChange(standardError: number, critical: number = Z95): number {
  return (critical + Z_POWER_80) * standardError;
}

/**
 * How much more the touched segments moved between two waves than the untouched ones, repeated cross-sections of other
 * people each time. The bootstrap draws respondents within wave and segment, so that the mix of segments stays what it
 * was before. With three segments or more on each side the spread among segments gives a second standard error
 * (clustered by segment, Welch's degrees of freedom; Bertrand, Duflo and Mullainathan 2004 on why): the wider interval
 * is the one that is shown, and `basis` says which it is. Undefined where one side has nobody. See [SV118].
 */
export function differenceInDifferences(
  touched: readonly SegmentChange[],
  untouched: readonly SegmentChange[],
  random: RandomSource,
): DifferenceInDifferences | undefined {
  const sides = [readSide(touched), readSide(untouched)] as const;
  const [one, other] = sides;
  if (!one || !other) return undefined;
  const drawn = sides.map((side) =>
    side ? Array.from({ length: EFFECT_REPLICATES }, () => drawChange(side, random)) : [],
  );
  const value = one.change - other.change;
  const replicates = (drawn[0] ?? []).map((change, i) => change - (drawn[1]?.[i] ?? NaN));
  const shown = { touched: toShown(one, drawn[0] ?? []), untouched: toShown(other, drawn[1] ?? []), value };
  const ofPeople = {
    standardError: deviationOf(replicates),
    interval: percentileInterval(replicates),
    critical: Z95,
  };
  const ofSegments = clustered(one, other, value);
  const isWider =
    ofSegments !== undefined &&
    ofSegments.interval[1] - ofSegments.interval[0] > ofPeople.interval[1] - ofPeople.interval[0];
  const { standardError, interval, critical } = isWider ? ofSegments : ofPeople;
  return {
    ...shown,
    ...{ standardError, interval, basis: isWider ? 'segments' : 'respondents' },
    detectable: detectableChange(standardError, critical),
  };
}

/** How one side alone moved: what is left where nothing can be compared with it. Undefined where it has nobody. */
export function sideChange(
  segments: readonly SegmentChange[],
  random: RandomSource,
): (SideChange & { standardError: number }) | undefined {
  const side = readSide(segments);
  if (!side) return undefined;
  const drawn = Array.from({ length: EFFECT_REPLICATES }, () => drawChange(side, random));
  return { ...toShown(side, drawn), standardError: deviationOf(drawn) };
}

interface Side {
  segments: readonly { of: SegmentChange; before: CountedMean; after: CountedMean; weight: number }[];
  before: number;
  after: number;
  change: number;
}

/** Segments that nobody answered for in one of the waves are left out: their change is not known. */
function readSide(changes: readonly SegmentChange[]): Side | undefined {
  const known = changes
    .map((of) => ({ of, before: meanOfCounts(of.before), after: meanOfCounts(of.after) }))
    .filter(({ before, after }) => before.n > 0 && after.n > 0);
  if (known.length === 0) return undefined;
  const whole = known.reduce((sum, { before }) => sum + before.weight, 0);
  const segments = known.map((segment) => ({ ...segment, weight: segment.before.weight / whole }));
  const weigh = (wave: 'before' | 'after'): number =>
    segments.reduce((sum, segment) => sum + segment.weight * segment[wave].mean, 0);
  const [before, after] = [weigh('before'), weigh('after')];
  return { segments, before, after, change: after - before };
}

function drawChange({ segments }: Side, random: RandomSource): number {
  return segments.reduce(
    (sum, { of, weight }) => sum + weight * (drawMean(of.after, random) - drawMean(of.before, random)),
    0,
  );
}

function toShown({ segments, before, after, change }: Side, drawn: readonly number[]): SideChange {
  return {
    ...{ before, after, change, interval: percentileInterval(drawn), segments: segments.length },
    beforeN: segments.reduce((sum, segment) => sum + segment.before.n, 0),
    afterN: segments.reduce((sum, segment) => sum + segment.after.n, 0),
    effectiveN: segments.some(({ of }) => of.before.weighed)
      ? [
          meanOfCounts(poolCounts(segments.map(({ of }) => of.before))).effectiveN,
          meanOfCounts(poolCounts(segments.map(({ of }) => of.after))).effectiveN,
        ]
      : undefined,
  };
}

/** The interval from how the segments of each side differ among themselves; undefined with too few of them. */
function clustered(
  one: Side,
  other: Side,
  value: number,
): { standardError: number; interval: Interval; critical: number } | undefined {
  const variances = [one, other].map(({ segments, change }) => {
    const k = segments.length;
    if (k < FEWEST_SEGMENTS_A_SIDE) return undefined;
    const variance = segments.reduce(
      (sum, { before, after, weight }) => sum + weight ** 2 * (after.mean - before.mean - change) ** 2,
      0,
    );
    return { variance: (variance * k) / (k - 1), degrees: k - 1 };
  });
  const [a, b] = variances;
  if (!a || !b) return undefined;
  const sum = a.variance + b.variance;
  const standardError = Math.sqrt(sum);
  // Welch and Satterthwaite; segments that all moved alike have no spread to take degrees from.
  const degrees = sum > 0 ? sum ** 2 / (a.variance ** 2 / a.degrees + b.variance ** 2 / b.degrees) : Infinity;
  const critical = t95(degrees);
  return {
    standardError,
    critical,
    interval: [value - critical * standardError, value + critical * standardError],
  };
}
