import type { Id } from '../base/ids.ts';
import type { SubjectRef } from '../base/subject.ts';

export type CommitmentId = Id<'commitment'>;

/** What can be said of a commitment; that an open one is late is told by its day [CM2]. */
export const COMMITMENT_STATES = ['open', 'kept', 'kept-late', 'broken', 'withdrawn'] as const;
export type CommitmentState = (typeof COMMITMENT_STATES)[number];

/** On whose side the one who keeps it stands. */
export const COMMITMENT_SIDES = ['ours', 'client', 'third'] as const;
export type CommitmentSide = (typeof COMMITMENT_SIDES)[number];

/** What can be done with one. */
export const COMMITMENT_ACTIONS = [
  'take',
  'change',
  'answer',
  'move',
  'keep',
  'break',
  'withdraw',
  'reopen',
] as const;
export type CommitmentAction = (typeof COMMITMENT_ACTIONS)[number];

/** What the owner says when asked: that the day holds, or how far it is [CM6]. */
export const ANSWER_KINDS = ['on-time', 'interim'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** The most commitments on one subject: a room reads all of its own. */
export const MOST_COMMITMENTS = 200;
/** The most often one is moved: who moves it more often promises nothing. */
export const MOST_MOVES = 50;
/** The most answers to one. */
export const MOST_ANSWERS = 200;

/** What its state depends on. */
export interface CommitmentStanding {
  state: CommitmentState;
  /** The day (ISO) until which it is to be kept; null while none is agreed. */
  dueOn: string | null;
}

/** Where an action leads; kept or kept late is decided by the day [CM2]. */
type Lead = CommitmentState | 'by-day';

const STEPS: Readonly<Record<CommitmentState, Readonly<Partial<Record<CommitmentAction, Lead>>>>> = {
  open: {
    take: 'open',
    change: 'open',
    answer: 'open',
    move: 'open',
    keep: 'by-day',
    break: 'broken',
    withdraw: 'withdrawn',
  },
  kept: { reopen: 'open' },
  'kept-late': { reopen: 'open' },
  // What was broken can still be done, and then it was late.
  broken: { keep: 'kept-late', reopen: 'open' },
  withdrawn: { reopen: 'open' },
};

/** The state after an action on a day (ISO), or null where the action does not fit the state [CM2]. */
export function stateAfter(
  { state, dueOn }: CommitmentStanding,
  action: CommitmentAction,
  today: string,
): CommitmentState | null {
  const lead = STEPS[state][action];
  if (lead !== 'by-day') return lead ?? null;
  return dueOn !== null && today > dueOn ? 'kept-late' : 'kept';
}

/** Whether it is open past its day [CM2]. */
export function isOverdue({ state, dueOn }: CommitmentStanding, today: string): boolean {
  return state === 'open' && dueOn !== null && dueOn < today;
}

/** Whether it was kept, on its day or later. */
export function isKept(state: CommitmentState): boolean {
  return state === 'kept' || state === 'kept-late';
}

/** How somebody stands to one commitment. */
export interface CommitmentStance {
  isOwner: boolean;
  isMaker: boolean;
  /** Answers for the subject, or stands in for who does. */
  isOfSubject: boolean;
  /** Leads: whose promises these are in the end. */
  isLead: boolean;
  /** Whether its owner has an account, an address elsewhere, or is nobody yet. */
  ownedBy: 'person' | 'outside' | 'nobody';
}

/** Whether somebody who sees it may do this with it, whatever its state [CM8]. */
export function mayOf(action: CommitmentAction, stance: CommitmentStance): boolean {
  const { isOwner, isMaker, isOfSubject, isLead, ownedBy } = stance;
  const isKeeper = isOwner || isOfSubject || (ownedBy !== 'person' && (isMaker || isLead));
  switch (action) {
    case 'take':
      return ownedBy === 'nobody';
    case 'answer':
    case 'move':
    case 'keep':
      return isKeeper;
    case 'break':
    case 'reopen':
      return isKeeper || isMaker || isLead;
    case 'change':
      return isMaker || isOfSubject || isLead;
    case 'withdraw':
      return isMaker || isLead;
  }
}

/** What somebody may do with one as it stands today, in the order in which it is offered. */
export function actionsFor(
  standing: CommitmentStanding,
  stance: CommitmentStance,
  today: string,
): CommitmentAction[] {
  return COMMITMENT_ACTIONS.filter(
    (action) => stateAfter(standing, action, today) !== null && mayOf(action, stance),
  );
}

/** That its day was changed: from when to when, by whom, and why [CM4]. */
export interface CommitmentMove {
  from: string;
  to: string;
  why: string;
  byName: string;
  atMs: number;
}

/** What was said when it was asked for [CM6]. */
export interface CommitmentAnswer {
  kind: AnswerKind;
  text: string;
  byName: string;
  atMs: number;
}

/** A commitment as a reader sees it, with what they may do. */
export interface Commitment extends CommitmentStanding {
  id: CommitmentId;
  /** What it hangs on; title and page are null where the reader may not see that. */
  subject: SubjectRef & { title: string | null; href: string | null };
  /** The cause of the workshop that it is about, in the words that it had then. */
  cause: { id: string; text: string } | null;
  text: string;
  risk: string;
  side: CommitmentSide;
  /** Null while nobody keeps it. */
  owner:
    { kind: 'person'; id: string; name: string } | { kind: 'outside'; name: string; address: string } | null;
  firstDueOn: string | null;
  moves: readonly CommitmentMove[];
  answers: readonly CommitmentAnswer[];
  /** Why it is broken or withdrawn. */
  reason: string;
  makerName: string;
  /** Whether the owner was asked for this day and has not answered. */
  isAsked: boolean;
  version: number;
  may: readonly CommitmentAction[];
}
