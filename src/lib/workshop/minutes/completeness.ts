import { Z95 } from '#lib/base/normal.ts';

/** How many causes the silent round named, and about how many the room knows [WS52]. */
export interface Completeness {
  /** Different causes that were written. */
  named: number;
  /** Of them, those that one person and those that exactly two people wrote. */
  once: number;
  twice: number;
  writers: number;
  /** The estimate of how many different causes there are, with its 95 % interval. */
  estimate: number;
  ci95: readonly [low: number, high: number];
}

/** With fewer people the same cause can hardly come twice, and the estimate would only be noise. */
export const MIN_WRITERS = 3;

/**
 * An estimate of the causes that nobody wrote, by capture and recapture: each writer is a sample,
 * and causes that few people wrote tell how many were missed. Bias-corrected Chao1
 * (Chao 1984; Chao & Chiu 2016, eq. for the incidence form Chao2: (m-1)/m · Q1(Q1-1) / (2(Q2+1))),
 * with the log-normal interval of Chao 1987. Proposed for fishbones by Matejcik (capture-recapture
 * across participants).
 *
 * `writersOf` gives for each different cause, after merging, the number of different people who wrote
 * it. Undefined with fewer than three writers or nothing written.
 */
export function estimateCompleteness(
  writersOf: readonly number[],
  writers: number,
): Completeness | undefined {
  const counts = writersOf.filter((count) => count > 0);
  if (writers < MIN_WRITERS || counts.length === 0) return undefined;
  const once = counts.filter((count) => count === 1).length;
  const twice = counts.filter((count) => count === 2).length;
  const share = (writers - 1) / writers;
  const missed = (share * once * (once - 1)) / (2 * (twice + 1));
  const named = counts.length;
  const variance = chaoVariance(once, twice, share, named + missed);
  return {
    named,
    once,
    twice,
    writers,
    estimate: named + missed,
    ci95: logNormalInterval(named, missed, variance),
  };
}

/**
 * The variance of bias-corrected Chao2 (Chao & Chiu 2016, as in the estimators of EstimateS and of SpadeR): where
 * nothing was written twice, it is less by a term of the estimate itself.
 */
function chaoVariance(once: number, twice: number, share: number, estimate: number): number {
  if (once < 2) return 0;
  const first = (share * once * (once - 1)) / (2 * (twice + 1));
  const second = (share ** 2 * once * (2 * once - 1) ** 2) / (4 * (twice + 1) ** 2);
  const third = (share ** 2 * once ** 2 * twice * (once - 1) ** 2) / (4 * (twice + 1) ** 4);
  const atNoneTwice = twice === 0 ? (share ** 2 * once ** 4) / (4 * estimate) : 0;
  return first + second + third - atNoneTwice;
}

/** Never below what was named, and wider upwards: T = estimate - named is taken as log-normal. */
function logNormalInterval(named: number, missed: number, variance: number): readonly [number, number] {
  if (missed === 0) return [named, named];
  const k = Math.exp(Z95 * Math.sqrt(Math.log(1 + variance / missed ** 2)));
  return [named + missed / k, named + missed * k];
}
