import type { Currency } from '../base/money.ts';
import type { TouchedSegment } from './charter/charter.ts';

/** What of a project its approval is about, as far as a change is measured. */
export interface ProjectScope {
  budgetMinor: number;
  currency: Currency;
  startsOn: string;
  endsOn: string;
  segments: readonly TouchedSegment[];
}

/** How far a project may move from what was approved before it is signed again [PR40]. */
export interface ChangeLimits {
  /** Percent of the approved budget. */
  share: number;
  days: number;
}

export const CHANGE_GROUNDS = ['budget', 'term', 'segments'] as const;
export type ChangeGround = (typeof CHANGE_GROUNDS)[number];

/** Calendar days from one ISO day to another, without a sign. */
function daysApart(from: string, to: string): number {
  return Math.abs(Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days);
}

function sameSegments(one: readonly TouchedSegment[], other: readonly TouchedSegment[]): boolean {
  const keys = (list: readonly TouchedSegment[]): string[] =>
    list.map(({ column, value }) => JSON.stringify([column, value])).toSorted();
  return JSON.stringify(keys(one)) === JSON.stringify(keys(other));
}

/**
 * Why a project has to be signed again when it is changed like this: measured against the approved version and not
 * against the change before, so that many small ones count together [PR40]. Exactly the limit is still free; another
 * currency is another budget, and any other segment another effect.
 */
export function groundsToReopen(
  approved: ProjectScope,
  wanted: ProjectScope,
  limits: ChangeLimits,
): ChangeGround[] {
  const isBudget =
    wanted.currency !== approved.currency ||
    Math.abs(wanted.budgetMinor - approved.budgetMinor) * 100 > limits.share * approved.budgetMinor;
  const moved = Math.max(
    daysApart(approved.startsOn, wanted.startsOn),
    daysApart(approved.endsOn, wanted.endsOn),
  );
  const is: Record<ChangeGround, boolean> = {
    budget: isBudget,
    term: moved > limits.days,
    segments: !sameSegments(approved.segments, wanted.segments),
  };
  return CHANGE_GROUNDS.filter((ground) => is[ground]);
}

/** How far a project is from what was approved: percent of its budget (with a sign, one decimal) and days of its end. */
export function driftOf(approved: ProjectScope, now: ProjectScope): { share: number | null; days: number } {
  const isMeasured = approved.currency === now.currency && approved.budgetMinor > 0;
  return {
    share: isMeasured
      ? Math.round(((now.budgetMinor - approved.budgetMinor) / approved.budgetMinor) * 1000) / 10
      : null,
    days: Temporal.PlainDate.from(approved.endsOn).until(Temporal.PlainDate.from(now.endsOn)).days,
  };
}
