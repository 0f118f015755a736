import { expect, test } from 'vitest';
import { summariseRatings } from './ratings.ts';

const rated = (department: string, importance: number, urgency: number) => ({
  department,
  ratings: { a: { importance, urgency } },
});

test('[WS33] means, spread and the mean of departments, by hand', () => {
  const [a] = summariseRatings([rated('Sales', 5, 1), rated('Sales', 5, 1), rated('IT', 2, 4)]);
  expect(a).toMatchObject({
    causeId: 'a',
    n: 3,
    importance: { mean: 4, balanced: 3.5 },
    urgency: { mean: 2, balanced: 2.5 },
    isSplit: true,
  });
  expect(a?.importance.spread).toBeCloseTo(Math.SQRT2, 12);
});

test('[WS33] one rating is never a split, and the highest comes first', () => {
  const summary = summariseRatings([
    {
      department: 'IT',
      ratings: { low: { importance: 1, urgency: 1 }, high: { importance: 5, urgency: 5 } },
    },
  ]);
  expect(summary.map(({ causeId, isSplit }) => [causeId, isSplit])).toEqual([
    ['high', false],
    ['low', false],
  ]);
});
