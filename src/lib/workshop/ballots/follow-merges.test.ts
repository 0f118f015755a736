import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placedDots } from './dots.ts';
import { followDots, followRatings } from './follow-merges.ts';

const merges = new Map([
  ['b', 'a'],
  ['c', 'a'],
]);

test('[WS34] dots go along with a merged cause up to the cap, and what is beyond it is unspent', () => {
  expect(followDots({ a: 1, b: 2, d: 1 }, merges, 3)).toEqual({
    dots: { a: 3, d: 1 },
    followed: 2,
    unspent: 0,
  });
  expect(followDots({ a: 3, b: 2, c: 1 }, merges, 3)).toEqual({ dots: { a: 3 }, followed: 0, unspent: 3 });
  expect(followDots({ b: 2, a: 3 }, merges, 3)).toEqual({ dots: { a: 3 }, followed: 2, unspent: 2 });
  expect(followDots({ d: 5 }, merges, 3)).toEqual({ dots: { d: 5 }, followed: 0, unspent: 0 });
});

test('[WS34] no dot is lost or made by a merge', () => {
  const dots = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 4 }));
  fc.assert(
    fc.property(dots, fc.integer({ min: 1, max: 5 }), (placed, cap) => {
      const { dots: now, unspent } = followDots(placed, merges, cap);
      expect(placedDots(now) + unspent).toBe(placedDots(placed));
      expect(followDots(now, merges, cap)).toEqual({ dots: now, followed: 0, unspent: 0 });
    }),
  );
});

test('[WS34] of several ratings of one person the latest counts', () => {
  const [early, late] = [
    { importance: 1, urgency: 1 },
    { importance: 5, urgency: 4 },
  ];
  expect(followRatings({ a: early, b: late }, merges)).toEqual({ a: late });
  expect(followRatings({ b: late, a: early }, merges)).toEqual({ a: early });
});
