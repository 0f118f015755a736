import type { MeasuredImportance } from '../measured/measured-importance.ts';
import type { IssueState } from '../issue.ts';
import type { RatingAnswer, IssueResult } from './distribution.ts';
import type { RatingSessionId, RatingSessionStand } from './rating-session.ts';

/** A session in a list. */
export interface RatingSessionLine extends RatingSessionStand {
  id: RatingSessionId;
  title: string;
  makerName: string;
  madeAtMs: number;
  issues: number;
  raters: number;
  /** How many of the issues of this round still wait for the reader; null where they do not rate in it, or nothing is asked. */
  waiting: number | null;
}

/** An issue of a session, as far as its reader may know. */
export interface RatedIssue {
  id: string;
  number: number;
  title: string;
  state: IssueState;
  /** Whether the round that is open asks about it. */
  isAsked: boolean;
  /** What came of each revealed round, the first first; null where fewer than three rated. */
  results: readonly (IssueResult | null)[];
}

/** One session, as its raters and leads see it: never an answer, nor a total before the reveal [IS41] [IS42]. */
export interface RatingSession extends RatingSessionStand {
  id: RatingSessionId;
  title: string;
  makerName: string;
  madeAtMs: number;
  revealedAtMs: number | null;
  version: number;
  /** Who rates, and whether they have answered every issue of the newest round [IS47]. */
  raters: readonly { personId: string; name: string; hasFinished: boolean }[];
  isRater: boolean;
  issues: readonly RatedIssue[];
  /** How many of the issues of this round still wait for the reader. */
  waiting: number;
  /** How many issues a second round would ask about. */
  disputed: number;
  may: { reveal: boolean; again: boolean; cancel: boolean };
}

/** An issue on the screen of whoever rates. */
export interface DeskIssue {
  id: string;
  number: number;
  title: string;
  description: string;
  /** What the reader has said in this round. */
  mine: RatingAnswer | null;
  /** What the first round found, where this is the second. */
  first: IssueResult | null;
  /** What was measured of it, where the reader may see it: it pre-fills the importance [IS60]. */
  measured: MeasuredImportance | null;
  /** Why the reader meant another importance. */
  myReason: string;
}

/** What one person rates, one issue after another [IS48]. */
export interface RatingDesk {
  /** Of a session, or `standing`. */
  sessionId: string;
  /** Empty for the standing one. */
  title: string;
  round: number;
  endsOn: string | null;
  isLive: boolean;
  /** False once the round is over: nothing is taken any more. */
  isOpen: boolean;
  issues: readonly DeskIssue[];
  /** Issues beyond those, that come when these are done. */
  more: number;
}

/** Issues that wait for somebody, as Home says it. */
export interface WaitingRatings {
  sessionId: RatingSessionId;
  title: string;
  isSecond: boolean;
  isLive: boolean;
  endsOn: string | null;
  issues: number;
}

/** An issue that a new session would ask about. */
export interface AskableIssue {
  id: string;
  number: number;
  title: string;
}

/** What of a choice of issues a session can ask about, and why not the rest. */
export interface RatingDraft {
  issues: readonly AskableIssue[];
  /** Chosen, and not open any more. */
  closed: number;
  /** Chosen, and in another session that is open. */
  elsewhere: number;
  /** Chosen, and more than one session holds. */
  beyond: number;
}

/** What of an issue's ratings its page shows. */
export interface IssueRatings {
  /** The session that its place comes from; null for the standing one. */
  session: { id: string; title: string; revealedAtMs: number | null; isOpenToReader: boolean } | null;
  /** The session that asks about it now, and whether it asks the reader. */
  asked: { id: string; title: string; endsOn: string | null; isOfReader: boolean } | null;
  /** How the ratings lie; null where they may not be shown so. */
  result: IssueResult | null;
  /** What the first round found, where a second one counts. */
  first: IssueResult | null;
  /** Why raters meant another importance than the measured one, without names and in no order of theirs [IS61]. */
  reasons: readonly OverruledReason[];
  /** Why the reader meant another importance in the standing session. */
  myReason: string;
}

/** Why one of the raters meant another importance than the one that was measured. */
export interface OverruledReason {
  filled: number;
  given: number;
  reason: string;
}
