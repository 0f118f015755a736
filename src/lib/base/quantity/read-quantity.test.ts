import { expect, test } from 'vitest';
import { LARGEST_VALUE, markOf, readQuantity } from './read-quantity.ts';

test.each([
  ['82,5', 82.5],
  ['82.5 %', 82.5],
  ['1 250', 1250],
  ['1\u00a0250,75 zł', 1250.75],
  ['1.234,56', 1234.56],
  ['1,234.56', 1234.56],
  ['1.234.567', 1_234_567],
  ['-3', -3],
  ['\u22123,5', -3.5],
  ['0,125', 0.125],
  ['1234,567', 1234.567],
])('[AR2] %s is read as %d', (text, value) => {
  expect(readQuantity(text)).toEqual({ value });
});

test.each(['', 'n/d', '1,2,3', '1.23.456', '12.34.56,7', '5 do 7'])('[AR2] "%s" is no number', (text) => {
  expect(readQuantity(text)).toEqual({ fault: 'none' });
});

test('[AR2] a mark that can be read in two ways is refused, unless the file says which one it is', () => {
  expect(readQuantity('1,234')).toEqual({ fault: 'ambiguous' });
  expect(readQuantity('1,234', ',')).toEqual({ value: 1.234 });
  expect(readQuantity('1,234', '.')).toEqual({ value: 1234 });
});

test('[AR2] the mark of a column is that of the cells that can be read in one way alone', () => {
  expect(markOf(['1,234', '82,5', '7'])).toBe(',');
  expect(markOf(['1.234.567', '1.234'])).toBe(',');
  expect(markOf(['1,234', '5,678'])).toBe(null);
  expect(markOf(['82,5', '82.5'])).toBe(null);
});

test('[AR2] a value is as large as it may be, and one more is refused', () => {
  expect(readQuantity(String(LARGEST_VALUE))).toEqual({ value: LARGEST_VALUE });
  expect(readQuantity(String(LARGEST_VALUE + 1))).toEqual({ fault: 'none' });
});
