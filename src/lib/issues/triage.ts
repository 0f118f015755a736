import type { IssueState } from './issue.ts';

/**
 * Whether the list takes an issue up [IS21]. It stands beside the state: the state says how far an accepted issue is,
 * and only an open one is looked at again, so that all others are open.
 */
export const TRIAGES = ['new', 'accepted', 'declined', 'snoozed', 'duplicate'] as const;
export type Triage = (typeof TRIAGES)[number];

/** What became of an issue in one word: its state once it is accepted, else what triage said. */
export type IssueOutcome = IssueState | Exclude<Triage, 'accepted'>;

export function issueOutcome({ state, triage }: { state: IssueState; triage: Triage }): IssueOutcome {
  return triage === 'accepted' ? state : triage;
}

/** Whether an issue is among those that are rated, placed and taken into projects. */
export function isTakenUp({ state, triage }: { state: IssueState; triage: Triage }): boolean {
  return issueOutcome({ state, triage }) === 'open';
}

/** What triage decides about an issue; that two are the same is a merge. */
export const DECISIONS = ['new', 'accepted', 'declined', 'snoozed'] as const satisfies readonly Triage[];
export type TriageDecision = (typeof DECISIONS)[number];

/** Whether triage may decide about it: not once it is on its way, over, or part of another. */
export function isDecidable({ state, triage }: { state: IssueState; triage: Triage }): boolean {
  return state === 'open' && triage !== 'duplicate';
}

/** What those who reported an issue or found its causes are told, when its outcome is another than they know [IS23]. */
export type ToldOutcome = Exclude<IssueOutcome, 'open' | 'new'> | 'accepted';

/**
 * What is said of a new outcome to whoever knows the old one; null for what is no news: that a snoozed issue is back
 * among the new ones, or that one is open again after it was accepted before.
 */
export function newsOf(known: IssueOutcome, now: IssueOutcome): ToldOutcome | null {
  if (now === 'new') return null;
  if (now !== 'open') return now;
  return known === 'project' || known === 'done' || known === 'dropped' ? null : 'accepted';
}
