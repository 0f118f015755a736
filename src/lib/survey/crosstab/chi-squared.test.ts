import { expect, test } from 'vitest';
import { chiSquared, chiSquaredP, FEWEST_EXPECTED } from './chi-squared.ts';

/** Agresti, An Introduction to Categorical Data Analysis (2007), table 2.5: party by sex, GSS 1991; in R's `?chisq.test`. */
const PARTY_BY_SEX = [
  [762, 327, 468],
  [484, 239, 477],
];
/** Fleiss, Statistical Methods for Rates and Proportions (1981), p. 139: smokers among patients of four studies; in R's `?prop.test`. */
const SMOKERS = [
  [83, 90, 129, 70],
  [3, 3, 7, 12],
];

test('[SV162] party by sex (Agresti 2007): chi-square 30.070 on 2 degrees of freedom, p 2.954e-7', () => {
  const result = chiSquared(PARTY_BY_SEX);
  expect(result?.value.toFixed(3)).toBe('30.070');
  expect(result?.degreesOfFreedom).toBe(2);
  expect(result?.p.toExponential(3)).toBe('2.954e-7');
  expect(result?.cramersV).toBeCloseTo(Math.sqrt(30.07015 / 2757), 6);
  expect([result?.lowCells, result?.cells]).toEqual([0, 6]);
});

test('[SV162] smokers in four studies (Fleiss 1981): chi-square 12.6004 on 3, p 0.005585', () => {
  const result = chiSquared(SMOKERS);
  expect([result?.value.toFixed(4), result?.degreesOfFreedom, result?.p.toFixed(6)]).toEqual([
    '12.6004',
    3,
    '0.005585',
  ]);
});

test('[SV162] the 5 % points of the tables of the distribution', () => {
  for (const [degrees, point] of [
    [1, 3.841458820694124],
    [2, 5.991464547107979],
    [10, 18.307038053275146],
    [100, 124.34211340400407],
  ] as const)
    expect(chiSquaredP(point, degrees)).toBeCloseTo(0.05, 10);
  expect([chiSquaredP(0, 3), chiSquaredP(NaN, 3), chiSquaredP(1, 0)]).toEqual([1, NaN, NaN]);
});

test('[SV162] with two degrees of freedom p is exp(-x / 2), near and far', () => {
  for (const x of [0.01, 1, 3.9, 4.1, 30, 400])
    expect(chiSquaredP(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 10);
});

test('[SV162] rows and columns of nobody change nothing, and one row alone is no table', () => {
  const padded = [...PARTY_BY_SEX.map((row) => [row[0] ?? 0, 0, ...row.slice(1)]), [0, 0, 0, 0]];
  expect(chiSquared(padded)).toEqual(chiSquared(PARTY_BY_SEX));
  expect([chiSquared([[3, 4]]), chiSquared([]), chiSquared([[3], [4]])]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('[SV162] a table of equal shares has chi-square 0 and V 0; one that determines has V 1', () => {
  expect(
    chiSquared([
      [10, 20],
      [30, 60],
    ]),
  ).toMatchObject({ value: 0, p: 1, cramersV: 0 });
  expect(
    chiSquared([
      [10, 0],
      [0, 30],
    ])?.cramersV,
  ).toBeCloseTo(1, 12);
});

test('[SV162] expected counts below the fewest are counted', () => {
  const square = (expected: number): number[][] => [
    [expected, expected],
    [expected, expected],
  ];
  expect(chiSquared(square(FEWEST_EXPECTED))?.lowCells).toBe(0);
  expect(chiSquared(square(FEWEST_EXPECTED - 1))?.lowCells).toBe(4);
});
