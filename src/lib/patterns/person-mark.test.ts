import { expect, test } from 'vitest';
import { hueOf, initialsOf, shortName } from './person-mark.ts';

test('a person is marked by the first letters of their first and last name', () => {
  expect(initialsOf('Beata Wilga')).toBe('BW');
  expect(initialsOf('  łukasz   van der żak ')).toBe('ŁŻ');
  expect(initialsOf('Ola')).toBe('O');
  expect(initialsOf('')).toBe('');
});

test('a short name keeps what people are called by', () => {
  expect(shortName('Beata Wilga')).toBe('Beata W.');
  expect(shortName('Anna Maria Lis')).toBe('Anna Maria L.');
  expect(shortName('Ola')).toBe('Ola');
});

test('one name has one hue, of the eight there are', () => {
  expect(hueOf('Beata Wilga')).toBe(hueOf('Beata Wilga'));
  const hues = new Set(Array.from({ length: 200 }, (_, i) => hueOf(`Person ${i}`)));
  expect([...hues].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
