import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseNumber, parsePlainNumber } from './number-text.ts';

test.each([
  ['3,67', ',', 3.67],
  ['1.234,5', ',', 1234.5],
  ['12 345,6', ',', 12345.6],
  ['12\u00a0345', ',', 12345],
  ['-0,5', ',', -0.5],
  ['18.0', ',', 18],
  ['1.234', ',', 1234],
  ['3.67', '.', 3.67],
  ['1,234.5', '.', 1234.5],
  ['1,234', '.', 1234],
  ['18.0', '.', 18],
  [' 7 ', '.', 7],
  ['85 %', '.', 85],
  ["'-5", '.', -5],
  ['5.7E+17', '.', 5.7e17],
] as const)('[SV10] %j with decimal %j is a number', (text, decimal, value) => {
  expect(parseNumber(text, decimal)).toBe(value);
});

test.each([
  ['3,67', '.'],
  ['1,2,3', '.'],
  ['12a', '.'],
  ['', '.'],
  ['-', '.'],
  ['10:30', '.'],
  ['2026-01-02', '.'],
] as const)('[SV10] %j with decimal %j is no number rather than a wrong one', (text, decimal) => {
  expect(parseNumber(text, decimal)).toBeNaN();
});

test('[SV10] reading bytes gives exactly what reading text gives', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(4));
  fc.assert(
    fc.property(number, (text) => {
      const bytes = new TextEncoder().encode(text);
      expect(parsePlainNumber(bytes, 0, bytes.length, 0x2e)).toBe(Number(text));
    }),
  );
});

test('[SV10] bytes of any other form are left to the reader of texts', () => {
  const of = (text: string): number | undefined =>
    parsePlainNumber(new TextEncoder().encode(text), 0, text.length, 0x2e);
  expect(['', '-', '1e5', '1 000', '+5', '1.2.3', '12345678901234567'].map(of)).toEqual(
    Array(7).fill(undefined),
  );
});
