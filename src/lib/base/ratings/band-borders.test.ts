import { expect, test } from 'vitest';
import { isBorder, MAX_BORDER, MIN_BORDER } from './band-borders.ts';

test('[IS52] a border lies between squares of the matrix, and leaves room on both of its sides', () => {
  expect([MIN_BORDER, 3, 3.25, MAX_BORDER].map(isBorder)).toEqual([true, true, true, true]);
  expect([MIN_BORDER - 0.25, MAX_BORDER + 0.25, 3.1, Number.NaN].map(isBorder)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
