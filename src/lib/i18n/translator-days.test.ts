import { afterEach, expect, test } from 'vitest';
import { loadMessages } from './catalogue.ts';
import { Translator } from './translator.ts';

const home = process.env.TZ;
afterEach(() => {
  process.env.TZ = home;
});

test.each(['America/Los_Angeles', 'Atlantic/Azores', 'Europe/Warsaw', 'Pacific/Auckland'])(
  '[PR15] a calendar day is written as it is in %s',
  async (zone) => {
    process.env.TZ = zone; // Node reads it anew at each assignment
    expect(new Date(0).getTimezoneOffset() === 0).toBe(false);
    const polish = new Translator('pl', await loadMessages('pl', []));
    const english = new Translator('en', await loadMessages('en', []));
    expect(english.day('2027-01-01')).toBe('Jan 1, 2027');
    expect(polish.day('2026-12-31', { day: 'numeric', month: 'long', weekday: 'long' })).toBe(
      'czwartek, 31 grudnia',
    );
    expect(english.day('')).toBe('');
  },
);
