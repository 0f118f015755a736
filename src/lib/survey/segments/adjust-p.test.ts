import { expect, test } from 'vitest';
import { adjustP } from './adjust-p.ts';

/** The worked example of Benjamini and Hochberg 1995, section 4.2: fifteen hypotheses on thrombolysis. */
const PUBLISHED = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
];

test('[SV45] of the fifteen published p-values four remain at 5 %, where Bonferroni keeps three', () => {
  expect(adjustP(PUBLISHED).filter((p) => p <= 0.05)).toHaveLength(4);
  expect(PUBLISHED.filter((p) => p <= 0.05 / 15)).toHaveLength(3);
  expect(adjustP(PUBLISHED).map((p) => Number(p.toFixed(4)))).toEqual([
    0.0015, 0.003, 0.0095, 0.0356, 0.0603, 0.0639, 0.0639, 0.0645, 0.0765, 0.486, 0.5812, 0.7149, 0.7532,
    0.8132, 1,
  ]);
});

test('[SV45] the order does not matter, ties are alike and what was not tested stays out of the count', () => {
  expect(adjustP([0.04, NaN, 0.01, 0.04])).toEqual([0.04, NaN, 0.03, 0.04]);
  expect(adjustP([])).toEqual([]);
});
