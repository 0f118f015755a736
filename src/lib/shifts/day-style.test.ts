import { expect, test } from 'vitest';
import { Translator } from '../i18n/translator.ts';
import { dayStyle } from './day-style.ts';

const english = new Translator('en', {});

test.each([
  ['a day of this year', '2026-12-30', {}, 'Wednesday, December 30'],
  ['a day of another year', '2027-01-04', {}, 'Monday, January 4, 2027'],
  [
    'a day of a round that crosses into the new year',
    '2026-12-30',
    { firstDay: '2026-12-28', lastDay: '2027-01-04' },
    'Wednesday, December 30, 2026',
  ],
])('[SH12] %s is written so that its year is never guessed', (_, day, round, text) => {
  expect(english.day(day, dayStyle(day, { today: '2026-11-28', ...round }))).toBe(text);
});
