import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holidaysOf } from './holidays.ts';

const easterOf = (year: number): string | undefined =>
  holidaysOf('PL', year).find(({ name }) => name === 'easter')?.day;

/** Table of Easter Sundays of the U.S. Census Bureau (census.gov, "Easter Dates from 1600 to 2099"). */
const EASTERS = [
  ['1961', '04-02'],
  ['2000', '04-23'],
  ['2008', '03-23'],
  ['2011', '04-24'],
  ['2019', '04-21'],
  ['2024', '03-31'],
  ['2025', '04-20'],
  ['2026', '04-05'],
  ['2027', '03-28'],
  ['2028', '04-16'],
  ['2029', '04-01'],
  ['2030', '04-21'],
  ['2035', '03-25'],
  ['2038', '04-25'],
] as const;

test.each(EASTERS)('[OR3] Easter of %s is on %s', (year, day) => {
  expect(easterOf(Number(year))).toBe(`${year}-${day}`);
});

test('[OR3] Easter agrees with the formula of Gauss in every year of two centuries', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2099 }), (year) => {
      // C. F. Gauss, 1816; M = 24 and N = 5 hold for 1900 to 2099.
      const [a, b, c] = [year % 19, year % 4, year % 7];
      let d = (19 * a + 24) % 30;
      const e = (2 * b + 4 * c + 6 * d + 5) % 7;
      if (d === 29 && e === 6) d -= 7;
      else if (d === 28 && e === 6 && a > 10) d -= 7;
      const march = Temporal.PlainDate.from({ year, month: 3, day: 22 });
      expect(easterOf(year)).toBe(march.add({ days: d + e }).toString());
    }),
  );
});

test('[OR3] the days off work of Poland in 2026, as the National Labour Inspectorate lists them', () => {
  expect(holidaysOf('PL', 2026).map(({ day, name }) => `${day.slice(5)} ${name}`)).toEqual([
    '01-01 newYear',
    '01-06 epiphany',
    '04-05 easter',
    '04-06 easterMonday',
    '05-01 labourDay',
    '05-03 constitutionDay',
    '05-24 pentecost',
    '06-04 corpusChristi',
    '08-15 assumption',
    '11-01 allSaints',
    '11-11 independenceDay',
    '12-24 christmasEve',
    '12-25 christmasDay',
    '12-26 secondChristmasDay',
  ]);
});

test('[OR3] Christmas Eve is one since 2025 and Epiphany since 2011', () => {
  const has = (year: number, day: string): boolean => holidaysOf('PL', year).some((one) => one.day === day);
  expect([has(2024, '2024-12-24'), has(2025, '2025-12-24')]).toEqual([false, true]);
  expect([has(2010, '2010-01-06'), has(2011, '2011-01-06')]).toEqual([false, true]);
});

test('[OR3] without a rule no day is a holiday', () => {
  expect(holidaysOf('none', 2026)).toEqual([]);
});
