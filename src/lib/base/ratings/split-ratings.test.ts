import { expect, test } from 'vitest';
import { isSplit } from './split-ratings.ts';

test.each([
  ['two raters differ, and are not split', [1, 5], false],
  ['three raters are enough', [1, 3, 5], true],
  ['the ends begin at 2 and at 4', [2, 3, 4], true],
  ['the middle is no end', [3, 3, 5], false],
  ['a third at each end', [1, 1, 3, 3, 5, 5], true],
  ['less than a third at one end', [1, 3, 3, 5], false],
  ['all at one end agree', [5, 5, 5, 4], false],
])('[IS6] [WS33] %s', (_what, values, expected) => {
  expect(isSplit(values)).toBe(expected);
});
