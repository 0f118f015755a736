import { daysBetween } from '../../base/days.ts';
import type { BudgetLine } from '../charter/charter.ts';

/** As many costs as one project keeps: more belong to the books, and their sum here. */
export const MOST_COSTS = 500;
/** Shares of the budget, in percent, at which those who answer for it are told: so many, and none above this one. */
export const MOST_SPEND_SHARES = 5;
export const LARGEST_SPEND_SHARE = 200;

/** Money of a project that was spent, in hundredths of its currency. */
export interface Cost {
  /** The line of the budget that it belongs to, by its name; empty for none. */
  line: string;
  minor: number;
}

/** Plan, actual and forecast beside each other, and how much of the time is over [PR57]. */
export interface Spend {
  spentMinor: number;
  /** Percent of the budget; null for a project without money. */
  spentShare: number | null;
  /** Each line of the plan, then costs without a line where there are any. */
  lines: readonly { name: string; planMinor: number; spentMinor: number }[];
  /** Percent of the days from the first to the last one, today counted as over. */
  timeShare: number;
}

/** What was spent so far against the plan, on a day (ISO). */
export function spendOf(
  project: { budgetMinor: number; startsOn: string; endsOn: string },
  planned: readonly BudgetLine[],
  costs: readonly Cost[],
  today: string,
): Spend {
  const spentMinor = sumOf(costs);
  const names = new Set(planned.map(({ name }) => name));
  const loose = costs.filter(({ line }) => !names.has(line));
  const days = daysBetween(project.startsOn, project.endsOn) + 1;
  const over = daysBetween(project.startsOn, today) + 1;
  return {
    spentMinor,
    spentShare: shareOfBudget(spentMinor, project.budgetMinor),
    lines: [
      ...[...names].map((name) => ({
        name,
        planMinor: sumOf(planned.filter((line) => line.name === name)),
        spentMinor: sumOf(costs.filter(({ line }) => line === name)),
      })),
      ...(loose.length > 0 ? [{ name: '', planMinor: 0, spentMinor: sumOf(loose) }] : []),
    ],
    timeShare: Math.min(100, Math.max(0, (100 * over) / days)),
  };
}

function sumOf(amounts: readonly { minor: number }[]): number {
  return amounts.reduce((sum, { minor }) => sum + minor, 0);
}

/** An amount as percent of a budget; null where there is no budget to have a share of. */
export function shareOfBudget(minor: number, budgetMinor: number): number | null {
  return budgetMinor === 0 ? null : (100 * minor) / budgetMinor;
}

/** Which of the shares that the organisation set an amount has reached, the lowest first [PR58]. */
export function reachedShares(minor: number, budgetMinor: number, shares: readonly number[]): number[] {
  const share = shareOfBudget(minor, budgetMinor);
  return share === null ? [] : shares.filter((one) => share >= one).toSorted((one, other) => one - other);
}

/** "80, 100" as percents, the lowest first and each once; null where it is none such list. Empty is none. */
export function readShares(text: string): number[] | null {
  const parts = text.split(/[\s,;%]+/).filter(Boolean);
  const shares = [...new Set(parts.map(Number))].toSorted((one, other) => one - other);
  const isShare = (share: number): boolean =>
    Number.isInteger(share) && share >= 1 && share <= LARGEST_SPEND_SHARE;
  return shares.length <= MOST_SPEND_SHARES && shares.every(isShare) ? shares : null;
}
