import * as v from 'valibot';
import type { Currency } from '../../base/money.ts';
import type { SummedNeed } from '../../people/team/sum-needs.ts';
import type { IssueState } from '../issue.ts';
import type { Band } from '../prioritise.ts';

/** As many issues as one year's list holds: nobody does more, and a longer list is no choice. */
export const MOST_IN_YEAR = 100;
/** Issues that are offered beside the lists: the first of the ranking. */
export const MOST_CANDIDATES = 50;

/** An issue in a year's list, or beside the lists. */
export interface PlannedIssue {
  id: string;
  number: number;
  title: string;
  state: IssueState;
  band: Band | null;
}

export interface YearBudget {
  /** What the projects of a list cost, by currency in hundredths. */
  sums: readonly { currency: Currency; minor: number }[];
  /** How many of its issues have no project yet, and so no budget. */
  withoutProject: number;
  /** Which competences their charters ask for, and of how many people together; the most wanted first. */
  competences: readonly SummedNeed[];
}

/** One year's list, in its order. */
export interface YearList {
  year: number;
  issues: readonly PlannedIssue[];
  /** Null for whoever does not read budgets: drafts count here, of which they do not know. */
  budget: YearBudget | null;
}

export interface YearPlan {
  /** This year and the next. */
  years: readonly YearList[];
  candidates: readonly PlannedIssue[];
  /** Candidates beyond those. */
  more: number;
}

/** Puts an issue into a year's list, or takes it out: before another one, or at the end. */
export const PlanIssueForm = v.object({
  issueId: v.string(),
  /** Empty: out of every list. */
  year: v.union([v.literal(''), v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer())]),
  /** The issue before which it goes; empty for the end. */
  beforeId: v.optional(v.string(), ''),
});

/** A list with one of its issues, or a new one, at another place; the place of an issue that is not there is the end. */
export function withPlaced(ids: readonly string[], id: string, beforeId: string): string[] {
  const others = ids.filter((one) => one !== id);
  const at = others.indexOf(beforeId);
  return at < 0 ? [...others, id] : others.toSpliced(at, 0, id);
}
