import { expect, test } from 'vitest';
import { isConclusive, isTested, smallness } from './small-n.ts';

test.each([
  [0, 'untested', false, false],
  [9, 'untested', false, false],
  [10, 'small', true, false],
  [29, 'small', true, false],
  [30, undefined, true, true],
])('[SV93] %i answers: %s, tested %s, conclusive %s', (n, said, tested, conclusive) => {
  expect([smallness(n), isTested(n), isConclusive(n)]).toEqual([said, tested, conclusive]);
});

test('[SV93] of two groups the smaller one decides', () => {
  expect([isTested(9, 500), isTested(500, 9), isTested(10, 10)]).toEqual([false, false, true]);
  expect([isConclusive(29, 500), isConclusive(500, 29), isConclusive(30, 30)]).toEqual([false, false, true]);
});
