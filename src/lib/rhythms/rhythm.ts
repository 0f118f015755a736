import type { Id } from '../base/ids.ts';
import type { SubjectRef } from '../base/subject.ts';
import type { RhythmTiming } from './timing.ts';

export type RhythmId = Id<'rhythm'>;
export type AskId = Id<'ask'>;

/** What a rhythm is for. */
export const RHYTHM_PURPOSES = ['status', 'review', 'relationship', 'recovery'] as const;
export type RhythmPurpose = (typeof RHYTHM_PURPOSES)[number];

/** What people can choose; the others begin and end with what they are about. */
export const CHOSEN_PURPOSES = [
  'status',
  'review',
  'relationship',
] as const satisfies readonly RhythmPurpose[];

/** An open ask waits; a missed one is answered no more [RH4]. */
export const ASK_STATES = ['open', 'answered', 'missed'] as const;
export type AskState = (typeof ASK_STATES)[number];

/** The most rhythms on one subject [RH1]. */
export const MOST_RHYTHMS = 20;
/** So many of the last asks show how it went [RH6]. */
export const ASKS_SHOWN = 12;
/** A project's status is asked for every so many weeks [RH9]. */
export const STATUS_WEEKS = 2;

/** One time that somebody was asked. */
export interface RhythmAsk {
  id: AskId;
  /** The day (ISO) on which it was asked and is to be answered. */
  dueOn: string;
  state: AskState;
  /** Who is asked. */
  askedName: string;
  answer: { text: string; isNothingNew: boolean; byName: string; day: string } | null;
}

/** How one ask stands. */
export type AskStanding = 'waits' | 'overdue' | 'answered' | 'answered-late' | 'missed';

/** How an ask stands on a day (ISO) [RH4]. */
export function standingOfAsk(
  { state, dueOn, answer }: Pick<RhythmAsk, 'state' | 'dueOn' | 'answer'>,
  today: string,
): AskStanding {
  if (state === 'missed') return 'missed';
  if (answer === null) return today > dueOn ? 'overdue' : 'waits';
  return answer.day > dueOn ? 'answered-late' : 'answered';
}

/** How a rhythm stands: by its newest ask, but where none was ever answered it says so [RH6]. */
export type RhythmStanding = AskStanding | 'not-started' | 'never-answered';

/** The asks are those that are known, the newest first. */
export function rhythmStanding(asks: readonly RhythmAsk[], today: string): RhythmStanding {
  const [newest] = asks;
  if (!newest) return 'not-started';
  const standing = standingOfAsk(newest, today);
  const isUnanswered = standing !== 'waits' && asks.every(({ answer }) => answer === null);
  return isUnanswered ? 'never-answered' : standing;
}

/** How somebody stands to a rhythm. */
export interface RhythmStance {
  isAsked: boolean;
  isMaker: boolean;
  /** Answers for the subject, or stands in for who does. */
  isOfSubject: boolean;
  isLead: boolean;
}

/** Whether somebody who sees it changes and ends it [RH7]. */
export function mayKeepRhythm({ isMaker, isOfSubject, isLead }: RhythmStance): boolean {
  return isMaker || isOfSubject || isLead;
}

/** Whether somebody who sees it answers what it asks [RH7]. */
export function mayAnswerAsk({ isAsked, isOfSubject, isLead }: RhythmStance): boolean {
  return isAsked || isOfSubject || isLead;
}

/** A rhythm as a reader sees it, with what they may do. */
export interface Rhythm extends RhythmTiming {
  id: RhythmId;
  subject: SubjectRef & { title: string; href: string; ownerId: string | null };
  purpose: RhythmPurpose;
  question: string;
  /** Who is asked by name; null for whoever answers for the subject. */
  asked: { id: string; name: string } | null;
  deputyAfter: number;
  leadAfter: number;
  makerName: string;
  /** When it asks next (ISO), days off counted in; null while a season or a rest of the subject keeps it silent. */
  nextOn: string | null;
  /** The season in which its next ask lies, and is therefore left out. */
  pausedBy: string | null;
  /** The last ones, the newest first. */
  asks: readonly RhythmAsk[];
  version: number;
  mayKeep: boolean;
  mayAnswer: boolean;
}
