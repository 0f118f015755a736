import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareSamples, judgeFootprint, restOf, type Sample } from './footprint.ts';

const share = (successes: number, n: number): Sample => ({ kind: 'share', successes, n });
const scores = (mean: number, sd: number, n: number): Sample => ({ kind: 'scores', mean, sd, n });
const rounded = (values: readonly number[], digits = 2): number[] =>
  values.map((value) => Math.round(value * 10 ** digits) / 10 ** digits);

test.each([
  [56, 70, 48, 80, 5.24, 33.39],
  [9, 10, 3, 10, 17.05, 80.9],
  [6, 7, 2, 7, 5.82, 80.62],
])(
  '[WS92] shares: Newcombe 1998, table II, method 10: %i/%i and %i/%i',
  (successesA, a, successesB, b, low, high) => {
    const { interval } = compareSamples(share(successesA, a), share(successesB, b));
    expect(rounded(interval)).toEqual([low, high]);
  },
);

test("[WS92] means: Welch's test as worked out in the literature (15 and 15, t = -2.46, 25 degrees of freedom)", () => {
  const { difference, interval } = compareSamples(
    scores(20.8, Math.sqrt(7.9), 15),
    scores(23, Math.sqrt(3.8), 15),
  );
  expect([...rounded([difference]), ...rounded(interval)]).toEqual([-2.2, -4.02, -0.38]);
});

test('[WS92] the whole interval beyond the smallest difference supports, short of it contradicts, holding it tells nothing', () => {
  const elsewhere = scores(4, 1, 400);
  const verdict = (mean: number, smallest: number): string => {
    const { verdict: found, reason } = judgeFootprint(scores(mean, 1, 400), elsewhere, smallest);
    return [found, reason].filter(Boolean).join(' ');
  };
  expect(verdict(3.5, 0.2)).toBe('supports');
  expect(verdict(4, 0.2)).toBe('contradicts');
  expect(verdict(4.6, 0.2)).toBe('contradicts');
  expect(verdict(3.8, 0.2)).toBe('cannot-tell straddles');
  const few = { verdict: 'cannot-tell', reason: 'few', difference: null, interval: null };
  expect(judgeFootprint(scores(1, 1, 29), elsewhere, 0.2)).toEqual(few);
  expect(judgeFootprint(scores(1, 1, 400), scores(4, 1, 29), 0.2)).toEqual(few);
  expect(judgeFootprint(scores(1, 1, 30), scores(4, 1, 30), 0.2).verdict).toBe('supports');
});

test('[WS92] everybody without a part of them has the mean and the spread of their own scores', () => {
  const describe = (values: readonly number[]): Sample => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return scores(mean, Math.sqrt(squares / (values.length - 1)), values.length);
  };
  const some = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(some, some, (part, others) => {
      const rest = restOf(describe([...part, ...others]), describe(part));
      const expected = describe(others);
      if (rest.kind !== 'scores' || expected.kind !== 'scores') throw new Error('not scores');
      expect(rest.n).toBe(expected.n);
      expect(rest.mean).toBeCloseTo(expected.mean, 8);
      // Of nearly equal scores the root keeps half of the digits.
      expect(rest.sd).toBeCloseTo(expected.sd, 5);
    }),
  );
  expect(restOf(share(30, 90), share(10, 40))).toEqual(share(20, 50));
});

test('[WS92] what is found one way is found the other way round with the sign turned', () => {
  const sample = fc
    .tuple(fc.integer({ min: 30, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([n, part]) => share(Math.round(part * n), n));
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const there = compareSamples(a, b);
      const back = compareSamples(b, a);
      expect(there.difference).toBeCloseTo(-back.difference, 9);
      expect(there.interval[0]).toBeCloseTo(-back.interval[1], 9);
      expect(there.interval[0]).toBeLessThanOrEqual(there.difference);
      expect(there.interval[1]).toBeGreaterThanOrEqual(there.difference);
    }),
  );
});
