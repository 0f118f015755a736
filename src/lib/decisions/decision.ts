import type { Id } from '../base/ids.ts';
import type { SubjectRef } from '../base/subject.ts';
import type { OptionGrid } from './option-grid.ts';
import type { Poll } from './poll.ts';

export type DecisionId = Id<'decision'>;

/** What a decision can hang on; it can also stand alone. */
export const DECISION_SUBJECTS = ['workshop', 'issue', 'project', 'insight', 'round', 'programme'] as const;

/** Where one stands; `poll`: people are being asked [DE2]. */
export const DECISION_STATES = ['open', 'poll', 'decided', 'superseded', 'withdrawn'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** What can be done with one, in the order in which it is offered. */
export const DECISION_ACTIONS = [
  'read',
  'vote',
  'decide',
  'openPoll',
  'answer',
  'closePoll',
  'cancelPoll',
  'hold',
  'supersede',
  'tell',
  'change',
  'withdraw',
  'reopen',
] as const;
export type DecisionAction = (typeof DECISION_ACTIONS)[number];

/** The most people who may decide one. */
export const MOST_DECIDERS = 5;
/** The most people who are asked in a poll, or must know a decision. */
export const MOST_CONCERNED = 200;
/** The most people of an organisation whom one poll asks all: each vote waits for the others at one row. */
export const MOST_EVERYBODY = 5000;
/** The most decisions of one proposer that are open at once. */
export const MOST_OPEN = 50;
/** The most decisions on one subject: its panel reads all of them. */
export const MOST_ON_SUBJECT = 100;

const STEPS: Readonly<Record<DecisionState, Readonly<Partial<Record<DecisionAction, DecisionState>>>>> = {
  open: {
    change: 'open',
    openPoll: 'poll',
    answer: 'open',
    decide: 'decided',
    withdraw: 'withdrawn',
  },
  poll: { vote: 'poll', answer: 'poll', closePoll: 'open', cancelPoll: 'open' },
  decided: { read: 'decided', tell: 'decided', hold: 'decided', supersede: 'superseded' },
  superseded: {},
  withdrawn: { reopen: 'open' },
};

/** The state after an action, or null where the action does not fit the state [DE2]. */
export function stateAfterAction(state: DecisionState, action: DecisionAction): DecisionState | null {
  return STEPS[state][action] ?? null;
}

/** How somebody stands to one decision. */
export interface DecisionStance {
  isProposer: boolean;
  isDecider: boolean;
  /** Must know it, and has not said that they have read it. */
  isToRead: boolean;
  /** Is asked in the open poll, and can vote or change their vote. */
  isToVote: boolean;
  /** Leads look after all that they see. */
  isManager: boolean;
}

/** Whether somebody who sees it may do this with it, whatever its state [DE3]. */
export function mayActOn(action: DecisionAction, stance: DecisionStance): boolean {
  const { isProposer, isDecider, isToRead, isToVote, isManager } = stance;
  switch (action) {
    case 'read':
      return isToRead;
    case 'vote':
      return isToVote;
    case 'decide':
      return isDecider;
    case 'hold':
    case 'supersede':
    case 'tell':
      return isProposer || isDecider || isManager;
    default:
      return isProposer || isManager;
  }
}

/** What somebody may do with one as it stands, in the order in which it is offered. */
export function decisionActionsFor(state: DecisionState, stance: DecisionStance): DecisionAction[] {
  return DECISION_ACTIONS.filter(
    (action) => stateAfterAction(state, action) !== null && mayActOn(action, stance),
  );
}

/** Whether nothing more is to be done about it. */
export function isSettled(state: DecisionState): boolean {
  return state === 'decided' || state === 'superseded' || state === 'withdrawn';
}

/** Another decision, as a link. */
export interface DecisionLink {
  number: number;
  question: string;
}

/** One line of a list. */
export interface DecisionLine extends DecisionLink {
  id: DecisionId;
  state: DecisionState;
  proposerName: string;
  /** Empty while there is none. */
  outcome: string;
  /** What it hangs on, by name; null where it stands alone or its reader does not see that. */
  subjectTitle: string | null;
  /** The last day of its poll, or the day on which it is looked at again (ISO). */
  dueOn: string | null;
  madeAtMs: number;
  decidedAtMs: number | null;
}

/** What waits for somebody [DE14]. */
export const DECISION_WAITS = ['vote', 'decide', 'answer', 'read', 'again'] as const;
export type DecisionWait = (typeof DECISION_WAITS)[number];

/** Something of a decision that waits for its reader, for lists and for Home. */
export interface DecisionDue extends DecisionLink {
  id: DecisionId;
  href: string;
  waitsFor: DecisionWait;
  /** The last day of the poll, or the day on which it is looked at again (ISO); else null. */
  dueOn: string | null;
}

/** Who must know a decision. */
export interface DecisionReader {
  id: string;
  name: string;
  /** Null while they have not said so. */
  readAtMs: number | null;
}

/** A decision as a reader sees it, with what they may do. */
export interface SeenDecision {
  id: DecisionId;
  number: number;
  question: string;
  context: string;
  comparison: OptionGrid;
  state: DecisionState;
  /** What it hangs on; title and page are null where the reader may not see that. */
  subject: (SubjectRef & { title: string | null; href: string | null }) | null;
  proposer: { id: string; name: string };
  deciders: readonly { id: string; name: string }[];
  /** How many must know it, and how many said that they have read it. */
  toKnow: { count: number; read: number };
  /** By name for its proposer, its deciders and leads; null for others [DE5]. */
  readers: readonly DecisionReader[] | null;
  /** When this reader said that they have read it. */
  myReadAtMs: number | null;
  /** One of the options, or null where the outcome is in words of its own. */
  outcomeOptionId: string | null;
  outcome: string;
  why: string;
  decidedByName: string;
  decidedAtMs: number | null;
  lookAgainOn: string | null;
  /** Why it was withdrawn. */
  reason: string;
  replaces: DecisionLink | null;
  supersededBy: DecisionLink | null;
  supersedes: readonly DecisionLink[];
  /** The newest first. */
  polls: readonly Poll[];
  /** Objections that can be read and have no answer: it is not decided before [DE5]. */
  openObjections: number;
  madeAtMs: number;
  version: number;
  may: readonly DecisionAction[];
}

/** The outcome as one text: the option that was chosen, its own words, or both; empty while there is none. */
export function outcomeText({
  outcome,
  outcomeOptionId,
  comparison,
}: Pick<SeenDecision, 'outcome' | 'outcomeOptionId' | 'comparison'>): string {
  const option = comparison.options.find(({ id }) => id === outcomeOptionId);
  return [option?.text ?? '', outcome].filter((text) => text !== '').join('. ');
}
