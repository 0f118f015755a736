import { meanInterval } from '../student.ts';
import { AGREEMENT, AGREEMENT_ENDS } from './agreement-urn.ts';

/** A mean of answers from 1 to 5 with Student's 95 % interval, which ends where the scale does [RH15]. */
export interface AgreementMean {
  value: number;
  n: number;
  standardError: number;
  /** NaN for one answer. */
  interval: readonly [low: number, high: number];
}

/** The mean of one question by how often each of 1 to 5 was given; undefined where nobody answered. */
export function agreementMean(counts: readonly number[]): AgreementMean | undefined {
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return undefined;
  const meanOf = (valueOf: (step: number) => number): number =>
    counts.reduce((sum, count, index) => sum + count * valueOf(AGREEMENT[index] ?? NaN), 0) / n;
  const value = meanOf((step) => step);
  const spread = meanOf((step) => (step - value) ** 2);
  const { standardError, interval } = meanInterval({ n, value, spread });
  return { value, n, standardError, interval: [onScale(interval[0]), onScale(interval[1])] };
}

/** No mean lies outside the scale. */
function onScale(end: number): number {
  return Math.min(AGREEMENT_ENDS.most, Math.max(AGREEMENT_ENDS.least, end));
}
