import { expect, test } from 'vitest';
import { compareContacts, newcombeInterval, welchInterval } from './compare-contacts.ts';

const rounded = (numbers: readonly number[], digits = 4) =>
  numbers.map((number) => Number(number.toFixed(digits)));

test("[SH88] means are compared by Welch's interval", () => {
  // Student's sleep data, as R's t.test(extra ~ group, data = sleep) prints them.
  const one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const moments = (numbers: readonly number[]) => {
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
    return { n: numbers.length, mean, variance: squares / (numbers.length - 1) };
  };
  expect(rounded(welchInterval(moments(one), moments(other)))).toEqual([-3.3655, 0.2055]);
});

test("[SH88] shares are compared by Newcombe's interval", () => {
  // Newcombe 1998, table II, method 10: 56/70 against 48/80, and 9/10 against 3/10.
  expect(rounded(newcombeInterval([56, 70], [48, 80]))).toEqual([0.0524, 0.3339]);
  expect(rounded(newcombeInterval([9, 10], [3, 10]))).toEqual([0.1705, 0.809]);
});

test('[SH88] a comparison is made of counts by score, on the scale that they were given on', () => {
  const compared = compareContacts({
    scale: { low: 1, high: 5 },
    guests: { counts: [0, 0, 2, 4, 4], people: 5 },
    team: { counts: [2, 2, 4, 6, 6], people: 9 },
    teamDays: 12,
  });
  expect(compared.guests).toEqual({ contacts: 10, mean: 4.2, topShare: 0.8 });
  expect(compared.team).toEqual({ contacts: 20, mean: 3.6, topShare: 0.6 });
  expect(compared.mean.value).toBeCloseTo(0.6, 10);
  expect(compared.top.value).toBeCloseTo(0.2, 10);
  // By hand: variances 5.6/9 and 32.8/19, 26.83 degrees of freedom, t = 2.0524.
  expect(rounded(compared.mean.interval, 2)).toEqual([-0.19, 1.39]);
});

test('[SH88] scores that are all alike have a difference and no spread', () => {
  const same = { counts: [0, 0, 0, 0, 6], people: 5 };
  const { mean } = compareContacts({ scale: { low: 1, high: 5 }, guests: same, team: same, teamDays: 5 });
  expect(mean).toEqual({ value: 0, interval: [0, 0] });
});
