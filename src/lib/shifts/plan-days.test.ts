import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorkCalendar } from '../base/calendar/working-days.ts';
import { hindranceAt, planDays, type RoundSpan } from './plan-days.ts';
import { MAX_SPAN_DAYS } from './shift.ts';

const CALENDAR: WorkCalendar = {
  weekdays: [1, 2, 3, 4, 5],
  holidays: 'PL',
  ownDaysOff: [{ day: '2026-12-28', name: 'Bridge' }],
  seasons: [{ name: 'Gifts', kind: 'peak', startsOn: '2026-12-21', endsOn: '2026-12-22' }],
};
const plan = (startsOn: string, endsOn: string, change: Partial<RoundSpan> = {}) =>
  planDays({ startsOn, endsOn, onDaysOff: false, inSeasons: false, spanDays: 1, ...change }, CALENDAR);

test('[SH1] a round from Thursday to Tuesday has four working days', () => {
  expect(plan('2026-11-05', '2026-11-10').days).toEqual([
    '2026-11-05',
    '2026-11-06',
    '2026-11-09',
    '2026-11-10',
  ]);
});

test('[SH1] a round that ends before it starts has no day', () => {
  expect(plan('2026-11-10', '2026-11-05')).toEqual({
    days: [],
    tours: [],
    leftOver: [],
    flagged: [],
    isTooLong: false,
  });
});

test('[SH1] no tour falls on a day of the week on which nobody works', () => {
  const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 40 }), fc.boolean(), (start, length, isWhole) => {
      const startsOn = start.toISOString().slice(0, 10);
      const endsOn = new Date(start.getTime() + length * 86_400_000).toISOString().slice(0, 10);
      for (const each of plan(startsOn, endsOn, { onDaysOff: isWhole, inSeasons: isWhole }).days) {
        expect([1, 2, 3, 4, 5]).toContain(new Date(`${each}T12:00:00Z`).getUTCDay());
      }
    }),
  );
});

test('[SH16] what lies on a day is said and keeps a tour from it, unless it is wanted there', () => {
  const skipped = plan('2026-12-21', '2026-12-29');
  expect(skipped.days).toEqual(['2026-12-23', '2026-12-29']);
  expect(
    skipped.flagged.map(({ day, because, isSkipped }) => [day.slice(8), because.kind, isSkipped]),
  ).toEqual([
    ['21', 'peak', true],
    ['22', 'peak', true],
    ['24', 'holiday', true],
    ['25', 'holiday', true],
    ['28', 'own', true],
  ]);
  expect(plan('2026-12-21', '2026-12-29', { inSeasons: true }).days).toEqual([
    '2026-12-21',
    '2026-12-22',
    '2026-12-23',
    '2026-12-29',
  ]);
  const all = plan('2026-12-21', '2026-12-29', { inSeasons: true, onDaysOff: true });
  expect(all.days).toHaveLength(7);
  expect(all.flagged.every(({ isSkipped }) => !isSkipped)).toBe(true);
});

test('[SH1] a tour of some days is cut from the days of one week, around what is left out', () => {
  const cut = (spanDays: number, startsOn = '2026-11-02', endsOn = '2026-11-13') => {
    const { tours, leftOver } = plan(startsOn, endsOn, { spanDays });
    return [
      tours.map((days) => days.map((day) => Number(day.slice(8)))),
      leftOver.map((day) => Number(day.slice(8))),
    ];
  };
  // Wednesday, 11 November, is a holiday.
  expect(cut(3)).toEqual([
    [
      [2, 3, 4],
      [9, 10, 12],
    ],
    [5, 6, 13],
  ]);
  expect(cut(2)).toEqual([
    [
      [2, 3],
      [4, 5],
      [9, 10],
      [12, 13],
    ],
    [6],
  ]);
  expect(cut(MAX_SPAN_DAYS)).toEqual([[], [2, 3, 4, 5, 6, 9, 10, 12, 13]]);
  expect(cut(5, '2026-11-05')).toEqual([[], [5, 6, 9, 10, 12, 13]]);
});

test('[SH29] what lies on a day is known of tours that are planned, too', () => {
  expect(hindranceAt(CALENDAR, '2026-12-21')).toEqual({ kind: 'peak', name: 'Gifts' });
  expect(hindranceAt(CALENDAR, '2026-12-25')).toMatchObject({ kind: 'holiday' });
  expect(hindranceAt(CALENDAR, '2026-12-28')).toEqual({ kind: 'own', name: 'Bridge' });
  expect([hindranceAt(CALENDAR, '2026-12-23'), hindranceAt(CALENDAR, '2026-12-19')]).toEqual([null, null]);
});
