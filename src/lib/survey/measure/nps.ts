import { type Estimate, type Interval, NO_ESTIMATE } from './estimate.ts';
import { Z95 } from '#lib/base/normal.ts';
import type { ScoreSums } from '#lib/tabular/table/score-sums.ts';
import { effectiveN } from './weights.ts';

const PROMOTER_FROM = 9;
const PASSIVE_FROM = 7;

/**
 * NPS from -100 to 100, with counts of people. `interval` is Wald's with the trinomial variance;
 * `adjusted` is the adjusted Wald, which also holds for few answers.
 */
export interface NpsEstimate extends Estimate {
  promoters: number;
  passives: number;
  detractors: number;
  adjusted: { value: number; interval: Interval };
}

/**
 * The part of every distinct answer in NPS: promoter 1, passive 0, detractor -1, no answer NaN. Scores
 * between whole numbers belong to the group they have reached: 6.5 is a detractor, 8.5 a passive. Numbers
 * outside 0-10 count like the nearest end until they are marked as N/A. See [SV15].
 */
export function npsParts(scores: Float64Array): Float64Array {
  return scores.map((score) =>
    Number.isNaN(score) ? NaN : score >= PROMOTER_FROM ? 1 : score >= PASSIVE_FROM ? 0 : -1,
  );
}

/**
 * NPS from the sums of parts: with p and d the (weighted) shares of promoters and detractors, NPS =
 * 100 (p - d), Var = p + d - (p - d)^2, SE = 100 sqrt(Var / n). The adjusted Wald adds 3 to n and 0.75
 * to both groups (Rocks 2016, The American Statistician 70:4). With weights n is Kish's effective n.
 */
export function nps(sums: ScoreSums): NpsEstimate {
  if (sums.n === 0) {
    return {
      ...NO_ESTIMATE,
      promoters: 0,
      passives: 0,
      detractors: 0,
      adjusted: { value: NaN, interval: [NaN, NaN] },
    };
  }
  const { weight, sum, sumOfSquares } = sums;
  const n = effectiveN(sums);
  const promoterShare = (sumOfSquares + sum) / 2 / weight;
  const detractorShare = (sumOfSquares - sum) / 2 / weight;
  const plain = wald(promoterShare, detractorShare, n);
  const wide = wald((promoterShare * n + 0.75) / (n + 3), (detractorShare * n + 0.75) / (n + 3), n + 3);
  return {
    value: plain.value,
    n: sums.n,
    effectiveN: n,
    standardError: plain.standardError,
    interval: plain.interval,
    promoters: promoterShare * sums.n,
    detractors: detractorShare * sums.n,
    passives: Math.max(0, 1 - promoterShare - detractorShare) * sums.n, // rounding must not make it -0
    adjusted: {
      value: wide.value,
      interval: [Math.max(-100, wide.interval[0]), Math.min(100, wide.interval[1])],
    },
  };
}

function wald(p: number, d: number, n: number): { value: number; standardError: number; interval: Interval } {
  const value = 100 * (p - d);
  // Rounding can take the variance of unanimous answers just below zero.
  const standardError = 100 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n);
  return { value, standardError, interval: [value - Z95 * standardError, value + Z95 * standardError] };
}
