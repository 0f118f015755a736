import { isConclusive } from '#lib/base/small-n.ts';
import { t95 } from '#lib/base/student.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';

/** What is known of a group of answers: how many said yes, or the mean and the spread of their scores. */
export type Sample =
  | { kind: 'share'; successes: number; n: number }
  /** `sd` is that of the sample (n - 1). */
  | { kind: 'scores'; mean: number; sd: number; n: number };

export const FOOTPRINT_VERDICTS = ['supports', 'contradicts', 'cannot-tell'] as const;
export type FootprintVerdict = (typeof FOOTPRINT_VERDICTS)[number];

/** Why nothing can be said: in general words, so that nothing small shows through. */
export const FOOTPRINT_REASONS = ['not-shown', 'few', 'straddles', 'weighted'] as const;
export type FootprintReason = (typeof FOOTPRINT_REASONS)[number];

/** How much lower the scores are where they should be low if the cause were true. */
export interface FootprintResult {
  verdict: FootprintVerdict;
  reason: FootprintReason | null;
  /** There less elsewhere, in the unit of the metric, with its 95 % interval; null when nothing can be said. */
  difference: number | null;
  interval: readonly [number, number] | null;
}

/** Shares are told in percent. */
const PERCENT = 100;

/**
 * Whether a footprint is there [WS92]: the scores inside are lower than outside by more than the smallest
 * difference that matters. The whole interval beyond it supports the cause, the whole interval short of it
 * contradicts it; an interval that holds it, or a group of fewer than thirty, tells nothing.
 */
export function judgeFootprint(inside: Sample, outside: Sample, smallest: number): FootprintResult {
  if (!isConclusive(inside.n, outside.n)) return cannotTell('few');
  const { difference, interval } = compareSamples(inside, outside);
  const found = { difference, interval };
  if (interval[1] <= -smallest) return { verdict: 'supports', reason: null, ...found };
  if (interval[0] > -smallest) return { verdict: 'contradicts', reason: null, ...found };
  return { verdict: 'cannot-tell', reason: 'straddles', ...found };
}

/** The answer where there is nothing to compare. */
export function cannotTell(reason: FootprintReason): FootprintResult {
  return { verdict: 'cannot-tell', reason, difference: null, interval: null };
}

/** a - b of two independent samples of one kind with its 95 % interval; shares in percent. */
export function compareSamples(
  a: Sample,
  b: Sample,
): { difference: number; interval: readonly [number, number] } {
  if (a.kind === 'share' && b.kind === 'share') return compareShares(a, b);
  if (a.kind === 'scores' && b.kind === 'scores') return compareMeans(a, b);
  throw new Error('a share is not compared with scores');
}

/** Newcombe's hybrid of two Wilson intervals (Newcombe 1998, Statistics in Medicine 17:873, method 10). */
function compareShares(
  a: { successes: number; n: number },
  b: { successes: number; n: number },
): { difference: number; interval: readonly [number, number] } {
  const [shareA, shareB] = [a.successes / a.n, b.successes / b.n];
  const [lowA, highA] = wilsonInterval(a.successes, a.n);
  const [lowB, highB] = wilsonInterval(b.successes, b.n);
  const difference = shareA - shareB;
  const low = difference - Math.hypot(shareA - lowA, highB - shareB);
  const high = difference + Math.hypot(highA - shareA, shareB - lowB);
  return { difference: PERCENT * difference, interval: [PERCENT * low, PERCENT * high] };
}

/** Welch's interval, with the degrees of freedom of Welch and Satterthwaite. */
function compareMeans(
  a: { mean: number; sd: number; n: number },
  b: { mean: number; sd: number; n: number },
): { difference: number; interval: readonly [number, number] } {
  const [partA, partB] = [a.sd ** 2 / a.n, b.sd ** 2 / b.n];
  const difference = a.mean - b.mean;
  const variance = partA + partB;
  if (variance === 0) return { difference, interval: [difference, difference] };
  const freedom = variance ** 2 / (partA ** 2 / (a.n - 1) + partB ** 2 / (b.n - 1));
  const half = t95(freedom) * Math.sqrt(variance);
  return { difference, interval: [difference - half, difference + half] };
}

/** Everybody without a part of them, from the figures of both: nobody's scores are needed. */
export function restOf(all: Sample, part: Sample): Sample {
  const n = all.n - part.n;
  if (all.kind === 'share' && part.kind === 'share')
    return { kind: 'share', n, successes: Math.max(0, all.successes - part.successes) };
  if (all.kind !== 'scores' || part.kind !== 'scores')
    throw new Error('a share is no part of scores, nor scores of a share');
  if (n <= 0) return { kind: 'scores', n: 0, mean: NaN, sd: NaN };
  const mean = (all.n * all.mean - part.n * part.mean) / n;
  const squares = sumOfSquares(all) - sumOfSquares(part) - n * mean ** 2;
  // Rounding must not make the spread of equal scores negative.
  return { kind: 'scores', n, mean, sd: n > 1 ? Math.sqrt(Math.max(0, squares) / (n - 1)) : NaN };
}

function sumOfSquares({ mean, sd, n }: { mean: number; sd: number; n: number }): number {
  return (n > 1 ? (n - 1) * sd ** 2 : 0) + n * mean ** 2;
}
