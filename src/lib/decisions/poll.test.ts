import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMENTS_FROM_VOTES, COUNTS_FROM_VOTES } from '../base/urn.ts';
import {
  closesByItself,
  countVotes,
  dropInto,
  EMPTY_URN,
  isUnanswered,
  mayBeClosed,
  openUrn,
  POLL_CHOICES,
  shownOf,
  takesComments,
  type PollStanding,
} from './poll.ts';

const poll = (change: Partial<PollStanding> = {}): PollStanding => ({
  isNamed: true,
  quorum: 3,
  endsOn: '2026-11-20',
  asked: 6,
  voted: 0,
  ...change,
});
const LAST = '2026-11-20';
const AFTER = '2026-11-21';

test('[DE10] a poll closes after its last day, a named one when all have voted', () => {
  expect(closesByItself(poll(), LAST)).toBe(false);
  expect(closesByItself(poll(), AFTER)).toBe(true);
  expect(closesByItself(poll({ voted: 6 }), LAST)).toBe(true);
  expect(closesByItself(poll({ isNamed: false, voted: 6 }), LAST)).toBe(false);
  expect(closesByItself(poll({ asked: 0 }), LAST)).toBe(false);
});

test('[DE10] by hand a named one closes from the quorum on, an unnamed one at no moment of choice', () => {
  expect(mayBeClosed(poll({ voted: 2 }), LAST)).toBe(false);
  expect(mayBeClosed(poll({ voted: 3 }), LAST)).toBe(true);
  expect(mayBeClosed(poll({ isNamed: false, voted: 5 }), LAST)).toBe(false);
  expect(mayBeClosed(poll({ isNamed: false, voted: 6 }), LAST)).toBe(true);
  expect(mayBeClosed(poll({ isNamed: false }), AFTER)).toBe(true);
});

test('[DE9] [DE13] comments are asked for only where they could be shown', () => {
  expect(takesComments(poll())).toBe(true);
  expect(takesComments(poll({ isNamed: false, asked: COMMENTS_FROM_VOTES - 1 }))).toBe(false);
  expect(takesComments(poll({ isNamed: false, asked: COMMENTS_FROM_VOTES }))).toBe(true);
  expect(shownOf({ isNamed: false, voted: COUNTS_FROM_VOTES - 1 })).toEqual({
    counts: false,
    comments: false,
  });
  expect(shownOf({ isNamed: false, voted: COUNTS_FROM_VOTES })).toEqual({ counts: true, comments: false });
  expect(shownOf({ isNamed: false, voted: COMMENTS_FROM_VOTES })).toEqual({ counts: true, comments: true });
});

const votes = fc.array(
  fc.record({ choice: fc.constantFrom(...POLL_CHOICES), comment: fc.oneof(fc.constant(''), fc.string()) }),
  { maxLength: 30 },
);

test('[DE12] the same votes make the same urn, in whatever order they come', () => {
  fc.assert(
    fc.property(votes, fc.nat(), (list, seed) => {
      const mixed = list.toSorted(
        (one, other) =>
          ((one.comment.length * 31 + seed) % 7) - ((other.comment.length * 31 + seed) % 7) ||
          other.choice.localeCompare(one.choice),
      );
      const urnOf = (cast: typeof list) => JSON.stringify(cast.reduce(dropInto, EMPTY_URN));
      expect(urnOf(mixed)).toBe(urnOf(list));
      expect(urnOf(list.toReversed())).toBe(urnOf(list));
    }),
  );
});

test('[DE13] of few votes nothing comes out of the urn, of some the counts, of many the comments', () => {
  fc.assert(
    fc.property(votes, (list) => {
      const out = openUrn(list.reduce(dropInto, EMPTY_URN));
      expect(out.voted).toBe(list.length);
      expect(out.counts).toEqual(list.length < COUNTS_FROM_VOTES ? null : countVotes(list));
      const comments = list.filter(({ comment }) => comment !== '').length;
      expect(out.comments.length).toBe(list.length < COMMENTS_FROM_VOTES ? 0 : comments);
    }),
  );
});

test('[DE11] an objection waits until it is answered', () => {
  const vote = {
    id: '1',
    name: 'Ada',
    choice: 'against',
    comment: 'Too dear',
    answer: null,
    version: 1,
  } as const;
  expect(isUnanswered(vote)).toBe(true);
  expect(isUnanswered({ ...vote, choice: 'neutral' })).toBe(false);
  expect(isUnanswered({ ...vote, comment: '' })).toBe(false);
  expect(isUnanswered({ ...vote, answer: { text: 'No', byName: 'Lena', atMs: 1 } })).toBe(false);
});
