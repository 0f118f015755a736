import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prioritise } from '../prioritise.ts';
import { FEWEST_RATERS } from '../standing.ts';
import { resultOf, type RatingAnswer } from './distribution.ts';

const alike = (value: number): RatingAnswer => ({ importance: value, urgency: value });

test('[IS42] below three raters there is nothing to show, however many kept out', () => {
  const two = [alike(5), alike(1)];
  expect(two).toHaveLength(FEWEST_RATERS - 1);
  expect(resultOf([...two, 'abstains', 'abstains', 'abstains'])).toBeNull();
  expect(resultOf([...two, alike(3)])).toMatchObject({ raters: 3, abstained: 0 });
});

test('[IS43] an issue shows how many gave what, the middle, the agreement, and whether raters are in two camps', () => {
  const answers: RatingAnswer[] = [
    { importance: 5, urgency: 3 },
    { importance: 5, urgency: 3 },
    { importance: 1, urgency: 4 },
    { importance: 2, urgency: 3 },
    'abstains',
  ];
  expect(resultOf(answers)).toEqual({
    raters: 4,
    abstained: 1,
    importance: {
      counts: [1, 1, 0, 0, 2],
      mean: 3.25,
      median: 3.5,
      agreement: expect.any(Number),
      isSplit: true,
    },
    urgency: { counts: [0, 0, 3, 1, 0], mean: 3.25, median: 3, agreement: 0.875, isSplit: false },
    isDisputed: true,
  });
});

test('[IS2] [IS43] means are those that place the issue, and counts add up to its raters', () => {
  const rating = fc.record({
    importance: fc.integer({ min: 1, max: 5 }),
    urgency: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(rating, { minLength: FEWEST_RATERS, maxLength: 30 }), (ratings) => {
      const result = resultOf(ratings);
      const priority = prioritise(ratings);
      expect(result?.importance.mean).toBe(priority?.importance);
      expect(result?.urgency.mean).toBe(priority?.urgency);
      expect(result?.isDisputed).toBe(priority?.isDisputed);
      for (const axis of [result?.importance, result?.urgency])
        expect(axis?.counts.reduce((sum, count) => sum + count, 0)).toBe(ratings.length);
    }),
  );
});
