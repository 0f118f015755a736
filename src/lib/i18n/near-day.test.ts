import { expect, test } from 'vitest';
import { loadMessages } from './catalogue.ts';
import { lateText, nearDay, nearTime } from './near-day.ts';
import { Translator } from './translator.ts';

const english = new Translator('en', await loadMessages('en', ['base']));
const polish = new Translator('pl', await loadMessages('pl', ['base']));
const SUNDAY = '2026-11-29';

test.each([
  ['2026-11-29', 'today', 'dziś'],
  ['2026-11-28', 'yesterday', 'wczoraj'],
  ['2026-11-30', 'tomorrow', 'jutro'],
  ['2026-12-01', 'Tuesday', 'wtorek'],
  ['2026-11-23', 'Monday', 'poniedziałek'],
  ['2026-12-06', 'Dec 6', '6 gru'],
  ['2027-01-08', 'Jan 8, 2027', '8 sty 2027'],
])('%s is called "%s" and „%s”', (day, inEnglish, inPolish) => {
  expect(nearDay(english, day, SUNDAY)).toBe(inEnglish);
  expect(nearDay(polish, day, SUNDAY)).toBe(inPolish);
});

test('what is late says by how much', () => {
  expect(lateText(english, '2026-11-27', SUNDAY)).toBe('2 days late');
  expect(lateText(polish, '2026-11-28', SUNDAY)).toBe('1 dzień po terminie');
  expect(lateText(polish, '2026-11-24', SUNDAY)).toBe('5 dni po terminie');
});

test('a moment of the last days has its hour, an older one its date', () => {
  const now = new Date(2026, 10, 29, 12).getTime();
  expect(nearTime(polish, new Date(2026, 10, 28, 9, 5).getTime(), now)).toBe('wczoraj, 09:05');
  expect(nearTime(polish, new Date(2026, 10, 1, 9, 5).getTime(), now)).toBe('1 lis 2026');
});
