import { expect, test } from 'vitest';
import { LARGEST_SPEND_SHARE, MOST_SPEND_SHARES, reachedShares, readShares, spendOf } from './spend.ts';

const PROJECT = { budgetMinor: 150_000, startsOn: '2026-11-01', endsOn: '2026-11-10' };
const PLAN = [
  { name: 'Phones', minor: 100_000 },
  { name: 'Training', minor: 50_000 },
];

test('[PR57] actual stands beside the plan line by line, and beside the time', () => {
  const costs = [
    { line: 'Phones', minor: 60_000 },
    { line: 'Phones', minor: 15_000 },
    { line: 'Taxi', minor: 7_500 },
  ];
  expect(spendOf(PROJECT, PLAN, costs, '2026-11-05')).toEqual({
    spentMinor: 82_500,
    spentShare: 55,
    lines: [
      { name: 'Phones', planMinor: 100_000, spentMinor: 75_000 },
      { name: 'Training', planMinor: 50_000, spentMinor: 0 },
      { name: '', planMinor: 0, spentMinor: 7_500 },
    ],
    timeShare: 50,
  });
  expect(spendOf({ ...PROJECT, budgetMinor: 0 }, [], [], '2026-10-01')).toEqual({
    ...{ spentMinor: 0, spentShare: null, lines: [], timeShare: 0 },
  });
  expect(spendOf(PROJECT, PLAN, [], '2027-01-01').timeShare).toBe(100);
});

test('[PR58] a share is reached when so much of the budget is spent, and not before', () => {
  expect(reachedShares(119_999, 150_000, [100, 80])).toEqual([]);
  expect(reachedShares(120_000, 150_000, [100, 80])).toEqual([80]);
  expect(reachedShares(150_000, 150_000, [100, 80])).toEqual([80, 100]);
  expect(reachedShares(1, 0, [80])).toEqual([]);
});

test('[PR58] shares are read as people write them', () => {
  expect(readShares('100, 80 %; 80')).toEqual([80, 100]);
  expect(readShares('')).toEqual([]);
  expect(readShares(String(LARGEST_SPEND_SHARE))).toEqual([LARGEST_SPEND_SHARE]);
  expect(readShares(String(LARGEST_SPEND_SHARE + 1))).toBeNull();
  expect(readShares('0')).toBeNull();
  expect(readShares('half')).toBeNull();
  const many = Array.from({ length: MOST_SPEND_SHARES }, (_, index) => index + 1);
  expect(readShares(many.join(' '))).toEqual(many);
  expect(readShares([...many, 99].join(' '))).toBeNull();
});
