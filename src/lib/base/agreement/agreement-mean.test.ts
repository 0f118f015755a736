import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreementMean } from './agreement-mean.ts';

/** By scipy 1.17: `stats.t.interval(0.95, n - 1, mean, sem)` of the answers written out. */
const KNOWN: readonly (readonly [
  counts: number[],
  mean: number,
  error: number,
  low: number,
  high: number,
])[] = [
  [[1, 2, 5, 7, 3], 3.5, 0.2588309565185115, 2.953914415911747, 4.046085584088253],
  [[4, 0, 0, 0, 1], 1.8, 0.8, -0.4211560841582347, 4.021156084158235],
  [[0, 0, 1, 0, 9], 4.8, 0.19999999999999998, 4.347568567440359, 5.252431432559641],
  [[0, 0, 0, 5, 0], 4.0, 0.0, 4.0, 4.0],
];

test.each(KNOWN)(
  '[RH15] %j has the mean, error and interval of an independent computation',
  (counts, ...known) => {
    const mean = agreementMean(counts);
    const [low = NaN, high = NaN] = mean?.interval ?? [];
    const [value, standardError, expectedLow, expectedHigh] = known;
    expect(mean?.n).toBe(counts.reduce((sum, count) => sum + count, 0));
    expect(mean?.value).toBeCloseTo(value, 9);
    expect(mean?.standardError).toBeCloseTo(standardError, 9);
    expect(low).toBeCloseTo(Math.max(1, expectedLow), 8);
    expect(high).toBeCloseTo(Math.min(5, expectedHigh), 8);
  },
);

test('[RH15] nobody has no mean, one answer no interval', () => {
  expect(agreementMean([0, 0, 0, 0, 0])).toBeUndefined();
  expect(agreementMean([0, 1, 0, 0, 0])).toMatchObject({ value: 2, n: 1, interval: [NaN, NaN] });
});

test('[RH15] no end of an interval lies outside the scale, and the mean lies within it', () => {
  const counts = fc.array(fc.nat({ max: 50 }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(counts, (given) => {
      const mean = agreementMean(given);
      if (!mean || mean.n < 2) return;
      const [low, high] = mean.interval;
      expect(low).toBeGreaterThanOrEqual(1);
      expect(high).toBeLessThanOrEqual(5);
      expect(low).toBeLessThanOrEqual(mean.value + 1e-9);
      expect(high).toBeGreaterThanOrEqual(mean.value - 1e-9);
    }),
  );
});
