import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCalendarDay, readDay } from './read-day.ts';

/** A Sunday. */
const TODAY = '2026-11-29';
const ahead = (text: string): unknown => readDay(text, { today: TODAY, leans: 'ahead' });
const back = (text: string): unknown => readDay(text, { today: TODAY, leans: 'back' });

test.each([
  ['2026-12-08', '2026-12-08'],
  ['2026.12.8', '2026-12-08'],
  ['8 gru', '2026-12-08'],
  ['8 gru.', '2026-12-08'],
  ['8 grudnia 2026 r.', '2026-12-08'],
  ['8 gru 2026', '2026-12-08'],
  ['8.12', '2026-12-08'],
  ['8. 12. 2026', '2026-12-08'],
  ['08.12.26', '2026-12-08'],
  ['8/12', '2026-12-08'],
  ['12/25', '2026-12-25'],
  ['8 December', '2026-12-08'],
  ['Dec 8, 2026', '2026-12-08'],
  ['8th of December 2026', '2026-12-08'],
  ['3 paź', '2027-10-03'],
  ['3 paz', '2027-10-03'],
  ['1 mar', '2027-03-01'],
  ['28.11', '2027-11-28'],
  ['29.11', '2026-11-29'],
  ['29.2', '2028-02-29'],
  ['dziś', '2026-11-29'],
  ['Jutro', '2026-11-30'],
  ['tomorrow', '2026-11-30'],
  ['pojutrze', '2026-12-01'],
  ['wt', '2026-12-01'],
  ['wt.', '2026-12-01'],
  ['we wtorek', '2026-12-01'],
  ['w środę', '2026-12-02'],
  ['Tue', '2026-12-01'],
  ['niedziela', '2026-12-06'],
  ['next tue', '2026-12-01'],
  ['next sunday', '2026-12-06'],
  ['przyszły piątek', '2026-12-04'],
  ['w następną środę', '2026-12-02'],
  ['zeszły wtorek', '2026-11-17'],
  ['last Tuesday', '2026-11-17'],
  ['next week', '2026-11-30'],
  ['za tydzień', '2026-12-06'],
  ['za 2 tygodnie', '2026-12-13'],
  ['za dwa tygodnie', '2026-12-13'],
  ['in 2 weeks', '2026-12-13'],
  ['in a week', '2026-12-06'],
  ['in 3 days', '2026-12-02'],
  ['za 3 miesiące', '2027-02-28'],
  ['in three months', '2027-02-28'],
  ['3 days ago', '2026-11-26'],
  ['tydzień temu', '2026-11-22'],
])('%s is %s', (text, day) => {
  expect(ahead(text)).toEqual({ day });
});

test.each([
  ['8 gru', '2025-12-08'],
  ['28.11', '2026-11-28'],
  ['29.11', '2026-11-29'],
  ['29 lutego', '2024-02-29'],
  ['wt', '2026-11-24'],
  ['nd', '2026-11-22'],
])('looked back from, %s is %s', (text, day) => {
  expect(back(text)).toEqual({ day });
});

test.each([
  ['', 'none'],
  ['soon', 'none'],
  ['8', 'none'],
  ['8 gro', 'none'],
  ['za górami', 'none'],
  ['8.12.2026 15:00', 'none'],
  ['31.11', 'impossible'],
  ['30 lutego', 'impossible'],
  ['2026-13-01', 'impossible'],
  ['0.5', 'impossible'],
  ['8.12.0202', 'year'],
  ['2101-01-01', 'year'],
])('%j is refused: %s', (text, fault) => {
  expect(ahead(text)).toEqual({ fault });
});

const days = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const leanings = fc.constantFrom('ahead' as const, 'back' as const);

test('whatever the app writes, in either language and any length, is read as the same day', () => {
  const styles = fc.constantFrom('short', 'medium', 'long') satisfies fc.Arbitrary<
    'short' | 'medium' | 'long'
  >;
  fc.assert(
    fc.property(days, days, leanings, styles, (day, today, leans, dateStyle) => {
      // Of two digits alone nobody knows the century, and English ones have the month first.
      const locales = dateStyle === 'short' ? ['pl'] : ['pl', 'en', 'en-GB'];
      for (const locale of locales) {
        const text = new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' }).format(new Date(day));
        expect(readDay(text, { today, leans })).toEqual({ day });
      }
      expect(readDay(day, { today, leans })).toEqual({ day });
    }),
  );
});

test('a day without a year is the nearest on its side, within a year or a leap', () => {
  fc.assert(
    fc.property(days, days, leanings, (day, today, leans) => {
      const read = readDay(`${Number(day.slice(8))}.${day.slice(5, 7)}`, { today, leans });
      if (!('day' in read)) {
        expect(read).toEqual({ fault: 'year' });
        return;
      }
      expect(read.day.slice(5)).toBe(day.slice(5));
      expect(leans === 'ahead' ? read.day >= today : read.day <= today).toBe(true);
    }),
  );
});

test('whatever is written, it is a calendar day or refused', () => {
  const piece = fc.constantFrom(
    '8',
    '31',
    '.',
    ' ',
    '/',
    'gru',
    'next',
    'tue',
    'za',
    'in',
    'weeks',
    '2026',
    'ł',
    '-',
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join('')),
      days,
      leanings,
      (text, today, leans) => {
        const read = readDay(text, { today, leans });
        if ('day' in read) expect(isCalendarDay(read.day)).toBe(true);
      },
    ),
  );
});
