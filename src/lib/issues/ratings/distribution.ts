import { isSplit } from '../../base/ratings/split-ratings.ts';
import { SCALE } from '../prioritise.ts';
import { FEWEST_RATERS } from '../standing.ts';
import { agreementOf } from './agreement.ts';

/** How many gave 1, 2, 3, 4 and 5. */
export type ScaleCounts = readonly number[];

/** What is shown of one axis of an issue after the reveal. */
export interface AxisResult {
  counts: ScaleCounts;
  mean: number;
  median: number;
  /** Van der Eijk's A, from -1 to 1. */
  agreement: number;
  isSplit: boolean;
}

/** What is shown of an issue after the reveal [IS43]. */
export interface IssueResult {
  raters: number;
  /** How many looked at it and kept out. */
  abstained: number;
  importance: AxisResult;
  urgency: AxisResult;
  isDisputed: boolean;
}

/** One answer: a rating, or a decision to keep out of it. */
export type RatingAnswer = { importance: number; urgency: number } | 'abstains';

/** What answers to one issue may show: nothing below three raters, whatever the number of those who kept out [IS42]. */
export function resultOf(answers: readonly RatingAnswer[]): IssueResult | null {
  const given = answers.filter((answer) => answer !== 'abstains');
  if (given.length < FEWEST_RATERS) return null;
  const importance = axisOf(given.map((rating) => rating.importance));
  const urgency = axisOf(given.map((rating) => rating.urgency));
  return {
    raters: given.length,
    abstained: answers.length - given.length,
    importance,
    urgency,
    isDisputed: importance.isSplit || urgency.isSplit,
  };
}

function axisOf(values: readonly number[]): AxisResult {
  const counts = Array.from({ length: SCALE.max }, (_, at) => values.filter((v) => v === at + 1).length);
  return {
    counts,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    median: medianOf(values),
    // Somebody rated: there is one.
    agreement: agreementOf(counts) ?? 0,
    isSplit: isSplit(values),
  };
}

/** The middle value, or halfway between the two in the middle. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  const [lower = 0, upper = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (lower + upper) / 2;
}
