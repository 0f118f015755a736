import { expect, test } from 'vitest';
import { foldText } from './fold-text.ts';
import { familyKey, familyOf, stemOf } from './word-stem.ts';

test.each([
  ['kolejka', ['kolejki', 'kolejce', 'kolejek', 'kolejką']],
  ['obsługa', ['obsługi', 'obsłudze', 'obsługą']],
  ['pracownik', ['pracownicy', 'pracowników', 'pracownikiem']],
  ['oczekiwanie', ['oczekiwania', 'oczekiwaniu', 'oczekiwaniem']],
])('%s is found in its other forms', (word, forms) => {
  const isFamily = familyOf(foldText(word));
  // "kolejek" has a vowel more before its last consonant: no rule of endings brings it back.
  expect(forms.filter((form) => !isFamily(foldText(form)))).toEqual(word === 'kolejka' ? ['kolejek'] : []);
});

test('a stem keeps three letters at least', () => {
  expect(stemOf('ten')).toBe('ten');
  expect(stemOf('tego')).toBe('teg');
});

test('all forms of a word are counted under one key', () => {
  expect(new Set(['kolejka', 'kolejki', 'kolejce'].map(familyKey))).toEqual(new Set(['kolejk']));
});
