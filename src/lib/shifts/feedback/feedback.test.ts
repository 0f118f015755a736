import { expect, test } from 'vitest';
import { COUNTS_FROM_VOTES } from '../../base/urn.ts';
import { areEnoughToAsk, changeOf, feedbackClosesOn, partsFor } from './feedback.ts';

const tour = (startsAtMs: number, endsAtMs: number) => ({ startsAtMs, endsAtMs });

test('[SH106] guests are asked before their first tour and after their last, mentors after theirs', () => {
  const served = [tour(10, 20), tour(30, 40)];
  const parts = (nowMs: number) => partsFor({ served, mentored: [] }, nowMs);
  expect([parts(9), parts(10), parts(25), parts(39), parts(40)]).toEqual([['before'], [], [], [], ['after']]);
  expect(partsFor({ served: [], mentored: [tour(10, 20)] }, 19)).toEqual([]);
  expect(partsFor({ served: [], mentored: [tour(10, 20)] }, 20)).toEqual(['mentors']);
  expect(partsFor({ served: [], mentored: [] }, 20)).toEqual([]);
});

test('[SH106] a round asks for two weeks after its last tour, and at least five', () => {
  expect(feedbackClosesOn('2026-12-20')).toBe('2027-01-03');
  expect([areEnoughToAsk(COUNTS_FROM_VOTES - 1), areEnoughToAsk(COUNTS_FROM_VOTES)]).toEqual([false, true]);
});

test('[SH107] the change is a difference of two groups with Welch’s interval', () => {
  // By scipy 1.17: stats.ttest_ind([4,4,5,5,3,5], [2,3,3,4,2], equal_var=False).confidence_interval().
  const change = changeOf([0, 2, 2, 1, 0], [0, 0, 1, 2, 3]);
  expect(change?.value).toBeCloseTo(1.5333333333, 9);
  expect(change?.interval[0]).toBeCloseTo(0.3907321, 5);
  expect(change?.interval[1]).toBeCloseTo(2.6759346, 5);
  expect(changeOf([0, 0, 0, 0, 0], [0, 0, 1, 2, 3])).toBeUndefined();
});
