import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAmount, MAX_AMOUNT_MINOR, parseAmount } from './money.ts';

test.each([
  ['12500', 1_250_000],
  ['12 500,50', 1_250_050],
  ['12\u00a0500,50\u00a0zł', 1_250_050],
  ['12\u202f500,5', 1_250_050],
  ['1.234,56', 123_456],
  ['1,234.56', 123_456],
  ['1.234.567', 123_456_700],
  ['1,234,567.8', 123_456_780],
  ['PLN 12 500', 1_250_000],
  ['€1,234.50', 123_450],
  ['0,10', 10],
  ['12500.5', 1_250_050],
  ["1'234.50", 123_450],
  ['0', 0],
])('[PR16] reads %j', (text, minor) => {
  expect(parseAmount(text)).toEqual({ minor });
});

test.each([
  ['1.234', 'ambiguous'],
  ['1,234', 'ambiguous'],
  ['12 500,505', 'decimals'],
  ['1234,567', 'decimals'],
  ['1e5', 'none'],
  ['', 'none'],
  ['zł', 'none'],
  ['1,2,3', 'none'],
  ['1.2.3', 'none'],
  ['1.234,5,6', 'none'],
  ['12,', 'none'],
  ['.5', 'none'],
  ['0x10', 'none'],
  ['Infinity', 'none'],
  ['-5', 'negative'],
  ['\u2212 12,50', 'negative'],
])('[PR16] refuses %j as %s', (text, fault) => {
  expect(parseAmount(text)).toEqual({ fault });
});

const amount = fc.integer({ min: 0, max: MAX_AMOUNT_MINOR });

test('[PR16] what stands in a field is read back as the same amount', () => {
  fc.assert(
    fc.property(amount, fc.constantFrom(',' as const, '.' as const), (minor, mark) => {
      expect(parseAmount(formatAmount(minor, mark))).toEqual({ minor });
    }),
  );
});
