import * as v from 'valibot';
import { expect, test } from 'vitest';
import { MAX_PAPERS, ProxyForm, BallotRatingForm } from './ballot-forms.ts';
import { MAX_BUDGET, MIN_BUDGET, voteRules } from './dots.ts';
import { RATING_MAX, RATING_MIN } from './ratings.ts';
import { MAX_RATED, ratedCauses } from './votable.ts';

const PLACE = { workshopId: 'w', stepId: 's' };

test('[WS33] a rating is on the scale', () => {
  const accepts = (points: number): boolean[] =>
    [
      { importance: points, urgency: 3 },
      { importance: 3, urgency: points },
    ].map((given) => v.is(BallotRatingForm, { ...PLACE, causeId: 'c', ...given }));
  for (const points of [RATING_MIN, RATING_MAX]) expect(accepts(points)).toEqual([true, true]);
  for (const points of [RATING_MIN - 1, RATING_MAX + 1]) expect(accepts(points)).toEqual([false, false]);
});

test('[WS32] the number of a printed ballot is one that was printed', () => {
  const accepts = (number: number): boolean =>
    v.is(ProxyForm, { ...PLACE, number, name: 'Ola', department: 'IT', causeIds: [], dots: [] });
  expect([accepts(MAX_PAPERS), accepts(MAX_PAPERS + 1)]).toEqual([true, false]);
});

test('[WS30] a third of the causes as dots, within the smallest and the largest budget', () => {
  const budget = (causes: number): number => voteRules(causes, {}).budget;
  expect(budget(3 * (MIN_BUDGET - 1))).toBe(MIN_BUDGET);
  expect(budget(3 * (MIN_BUDGET + 1))).toBe(MIN_BUDGET + 1);
  expect(budget(3 * (MAX_BUDGET - 1))).toBe(MAX_BUDGET - 1);
  expect(budget(3 * (MAX_BUDGET + 1))).toBe(MAX_BUDGET);
});

test('[WS33] of what a vote chose so many are rated', () => {
  const causes = Array.from({ length: MAX_RATED + 1 }, (_, i) => ({
    ...{ id: `c${i}`, text: 'x', path: ['Bone'], boneHue: 1 },
  }));
  const rated = (voted: number): number =>
    ratedCauses(
      causes,
      causes.slice(0, voted).map(({ id }) => ({ causeId: id })),
      (id) => id,
    ).length;
  expect([MAX_RATED - 1, MAX_RATED, MAX_RATED + 1].map(rated)).toEqual([MAX_RATED - 1, MAX_RATED, MAX_RATED]);
});
