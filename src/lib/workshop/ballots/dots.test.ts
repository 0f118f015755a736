import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeDots, placedDots, tallyDots, voteRules, type Dots } from './dots.ts';

test('[WS30] the suggestion is a third of the causes, between 3 and 10; settings override it', () => {
  expect([2, 9, 10, 24, 60].map((causes) => voteRules(causes, {}).budget)).toEqual([3, 3, 4, 8, 10]);
  expect(voteRules(24, { budget: 2 })).toEqual({ budget: 2, capPerCause: 2 });
  expect(voteRules(24, { budget: 6, capPerCause: 1 })).toEqual({ budget: 6, capPerCause: 1 });
});

test('[WS30] dots stay within the budget and the cap, and are taken back', () => {
  const rules = { budget: 4, capPerCause: 3 };
  const first = placeDots({}, 'a', 3, rules);
  expect(first).toEqual({ a: 3 });
  expect(placeDots({ a: 3 }, 'a', 4, rules)).toBe('over-cap');
  expect(placeDots({ a: 3 }, 'b', 2, rules)).toBe('over-budget');
  expect(placeDots({ a: 3 }, 'a', 0, rules)).toEqual({});
  expect(placeDots({ a: 3, b: 3 }, 'b', 2, rules)).toEqual({ a: 3, b: 2 });
});

test('[WS30] whatever is pressed, no ballot is above the budget', () => {
  const presses = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(6)));
  fc.assert(
    fc.property(presses, fc.integer({ min: 1, max: 8 }), (pressed, budget) => {
      const rules = voteRules(4, { budget });
      let dots: Dots = {};
      for (const [cause, count] of pressed) {
        const placed = placeDots(dots, cause, count, rules);
        if (typeof placed !== 'string') dots = placed;
        expect(placedDots(dots)).toBeLessThanOrEqual(budget);
        expect(Math.max(0, ...Object.values(dots))).toBeLessThanOrEqual(rules.capPerCause);
      }
    }),
  );
});

test('[WS31] a tally counts dots and people, in a firm order', () => {
  expect(tallyDots([{ a: 2, b: 1 }, { b: 1, c: 0 }, { d: 2 }])).toEqual([
    { causeId: 'b', dots: 2, voters: 2 },
    { causeId: 'a', dots: 2, voters: 1 },
    { causeId: 'd', dots: 2, voters: 1 },
  ]);
});
