import { expect, test } from 'vitest';
import { columnOf } from '../testing/table.ts';
import { MAX_FAST_DIGITS, parsePlainNumber } from './number-text.ts';
import { LONGEST_NUMBER, numbersOf } from './numbers.ts';

test('[SV10] digits that a double holds exactly are read from their bytes, more are left to the reader of texts', () => {
  const read = (digits: number): number | undefined => {
    const bytes = new TextEncoder().encode('9'.repeat(digits));
    return parsePlainNumber(bytes, 0, bytes.length, '.'.charCodeAt(0));
  };
  expect(read(MAX_FAST_DIGITS)).toBe(Number('9'.repeat(MAX_FAST_DIGITS)));
  expect(read(MAX_FAST_DIGITS + 1)).toBeUndefined();
});

test('[SV8] a longer text is no number', () => {
  const read = (letters: number): number | undefined =>
    numbersOf(columnOf([`${'0'.repeat(letters - 1)}7`]).dictionary, '.')[1];
  expect([read(LONGEST_NUMBER), read(LONGEST_NUMBER + 1)]).toEqual([7, NaN]);
});
