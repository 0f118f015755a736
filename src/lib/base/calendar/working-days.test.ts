import { expect, test } from 'vitest';
import { dayOffAt, daysFrom, seasonsAt, type WorkCalendar } from './working-days.ts';

const CALENDAR: WorkCalendar = {
  weekdays: [1, 2, 3, 4, 5],
  holidays: 'PL',
  ownDaysOff: [{ day: '2026-12-28', name: 'Za święto w sobotę' }],
  seasons: [{ name: 'Szczyt', kind: 'peak', startsOn: '2026-12-01', endsOn: '2026-12-24' }],
};

test('[OR4] a day off says why: by the week, by a holiday, or because the organisation named it', () => {
  const why = (day: string) => dayOffAt(CALENDAR, day);
  expect(why('2026-12-23')).toBe(null);
  expect(why('2026-12-25')).toEqual({ kind: 'holiday', name: 'christmasDay' });
  // A Saturday as well: the holiday is what people say.
  expect(why('2026-12-26')).toEqual({ kind: 'holiday', name: 'secondChristmasDay' });
  expect(why('2026-12-27')).toEqual({ kind: 'weekday' });
  expect(why('2026-12-28')).toEqual({ kind: 'own', name: 'Za święto w sobotę' });
  expect(dayOffAt({ ...CALENDAR, weekdays: [6, 7], holidays: 'none' }, '2026-12-26')).toBe(null);
  expect(dayOffAt({ ...CALENDAR, weekdays: [6, 7] }, '2026-12-23')).toEqual({ kind: 'weekday' });
});

test('[OR5] a season has its first and its last day', () => {
  const names = (day: string) => seasonsAt(CALENDAR, day).map(({ name }) => name);
  expect(['2026-11-30', '2026-12-01', '2026-12-24', '2026-12-25'].map(names)).toEqual([
    [],
    ['Szczyt'],
    ['Szczyt'],
    [],
  ]);
});

test('days run over the end of a month and of February, and not backwards', () => {
  expect([...daysFrom('2028-02-28', '2028-03-01')]).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  expect([...daysFrom('2028-03-01', '2028-02-28')]).toEqual([]);
});
