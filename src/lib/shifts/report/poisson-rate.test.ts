import { expect, test } from 'vitest';
import { poissonInterval, poissonRate } from './poisson-rate.ts';

test('[SH87] the interval of a count is the exact one of Poisson', () => {
  // Garwood 1936, table I; Ulm 1990, as half the points of chi-squared with 2k and 2k + 2 degrees of freedom.
  const known: [number, number, number][] = [
    [0, 0, 3.688879],
    [1, 0.025318, 5.571643],
    [5, 1.623486, 11.668332],
    [10, 4.795389, 18.390356],
  ];
  for (const [count, low, high] of known) {
    const interval = poissonInterval(count);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  }
  expect(poissonInterval(100).map((end) => end.toFixed(2))).toEqual(['81.36', '121.63']);
});

test('[SH87] a rate is a count per day with the interval of its count, and of no day there is none', () => {
  expect(poissonRate(3, 0)).toBeUndefined();
  const rate = poissonRate(10, 4);
  expect(rate?.value).toBe(2.5);
  expect(rate?.interval.map((end) => Number(end.toFixed(3)))).toEqual([1.199, 4.598]);
  expect(poissonRate(4000, 1000)?.interval.map((end) => Number(end.toFixed(2)))).toEqual([3.88, 4.13]);
});
