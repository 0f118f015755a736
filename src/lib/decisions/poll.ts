import * as v from 'valibot';
import type { Id } from '../base/ids.ts';
import { canShowComments, inLetterOrder, shownOfUrn } from '../base/urn.ts';

export type PollId = Id<'poll'>;

export const POLL_STATES = ['open', 'closed', 'cancelled'] as const;
export type PollState = (typeof POLL_STATES)[number];

/** What somebody says to a proposal [DE9]. */
export const POLL_CHOICES = ['for', 'neutral', 'against'] as const;
export type PollChoice = (typeof POLL_CHOICES)[number];

/** The most polls on one decision. */
export const MOST_POLLS = 10;

/** What was announced before the first vote, and how far it is. */
export interface PollStanding {
  isNamed: boolean;
  quorum: number;
  /** The last day on which one can vote (ISO, the organisation's calendar). */
  endsOn: string;
  asked: number;
  voted: number;
}

/** Whether its last day is over. */
export function isPollOver({ endsOn }: Pick<PollStanding, 'endsOn'>, today: string): boolean {
  return today > endsOn;
}

const hasAll = ({ asked, voted }: PollStanding): boolean => asked > 0 && voted >= asked;

/** Whether it closes without anybody's press [DE10]. */
export function closesByItself(poll: PollStanding, today: string): boolean {
  return isPollOver(poll, today) || (poll.isNamed && hasAll(poll));
}

/** Whether it can be closed by hand: an unnamed one at no moment that somebody could choose [DE10]. */
export function mayBeClosed(poll: PollStanding, today: string): boolean {
  return isPollOver(poll, today) || hasAll(poll) || (poll.isNamed && poll.voted >= poll.quorum);
}

/** Whether comments of this poll can ever be shown, so that it is fair to ask for them [DE9]. */
export function takesComments({ isNamed, asked }: Pick<PollStanding, 'isNamed' | 'asked'>): boolean {
  return isNamed || canShowComments(asked);
}

/** What is shown of a closed poll [DE13]. */
export function shownOf({ isNamed, voted }: Pick<PollStanding, 'isNamed' | 'voted'>): {
  counts: boolean;
  comments: boolean;
} {
  return isNamed ? { counts: true, comments: true } : shownOfUrn(voted);
}

export type PollCounts = Readonly<Record<PollChoice, number>>;

export const NO_VOTES: PollCounts = { for: 0, neutral: 0, against: 0 };

/** How many said what. */
export function countVotes(votes: readonly { choice: PollChoice }[]): PollCounts {
  const counts = { ...NO_VOTES };
  for (const { choice } of votes) counts[choice] += 1;
  return counts;
}

/** The votes of an unnamed poll while it is open, as they are stored: nothing in it tells their order [DE12]. */
export const Urn = v.object({
  counts: v.object({ for: v.number(), neutral: v.number(), against: v.number() }),
  comments: v.array(v.object({ choice: v.picklist(POLL_CHOICES), text: v.string() })),
});
export type Urn = v.InferOutput<typeof Urn>;

export const EMPTY_URN: Urn = { counts: { ...NO_VOTES }, comments: [] };

/** The urn with one vote more; the same votes make the same urn, in whatever order they come [DE12]. */
export function dropInto(urn: Urn, { choice, comment }: { choice: PollChoice; comment: string }): Urn {
  const comments = comment === '' ? urn.comments : [...urn.comments, { choice, text: comment }];
  return {
    counts: { ...urn.counts, [choice]: urn.counts[choice] + 1 },
    comments: inLetterOrder(comments, (one) => `${one.text} ${one.choice}`),
  };
}

/** What can be taken out of the urn when the poll closes; the rest is destroyed with it [DE13]. */
export function openUrn({ counts, comments }: Urn): {
  voted: number;
  counts: PollCounts | null;
  comments: Urn['comments'];
} {
  const voted = counts.for + counts.neutral + counts.against;
  const shown = shownOf({ isNamed: false, voted });
  return { voted, counts: shown.counts ? counts : null, comments: shown.comments ? comments : [] };
}

/** A vote that can be shown: of a named poll with its person, of an unnamed one a comment without. */
export interface PollVote {
  id: string;
  name: string | null;
  choice: PollChoice;
  comment: string;
  answer: { text: string; byName: string; atMs: number } | null;
  version: number;
}

/** Whether it is an objection that waits for its answer [DE11]. */
export function isUnanswered({ choice, comment, answer }: PollVote): boolean {
  return choice === 'against' && comment !== '' && answer === null;
}

/** A poll as a reader sees it. */
export interface Poll extends PollStanding {
  id: PollId;
  proposal: string;
  state: PollState;
  byName: string;
  openedAtMs: number;
  /** Null while nothing can be shown, and for ever where too few voted [DE12] [DE13]. */
  counts: PollCounts | null;
  votes: readonly PollVote[];
  /** It asks everybody who was there when it opened: no name stands in it but of who voted with theirs. */
  asksEverybody: boolean;
  /** Who is asked, by name; of everybody nobody. */
  askedNames: readonly string[];
  /** Of a named poll while it is open. */
  waitsForNames: readonly string[];
  /** This reader is asked in it. */
  isAsked: boolean;
  /** This reader has voted; of an unnamed poll nobody else learns it. */
  hasVoted: boolean;
  /** This reader's vote in a named poll, to change it. */
  myVote: { choice: PollChoice; comment: string } | null;
  /** It can be closed by hand now. */
  isClosable: boolean;
}
