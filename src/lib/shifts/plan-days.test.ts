import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorkCalendar } from '../base/calendar/working-days.ts';
import { planDays, type RoundSpan } from './plan-days.ts';

const CALENDAR: WorkCalendar = {
  weekdays: [1, 2, 3, 4, 5],
  holidays: 'PL',
  ownDaysOff: [{ day: '2026-12-28', name: 'Bridge' }],
  seasons: [{ name: 'Gifts', kind: 'peak', startsOn: '2026-12-21', endsOn: '2026-12-22' }],
};
const plan = (startsOn: string, endsOn: string, change: Partial<RoundSpan> = {}) =>
  planDays({ startsOn, endsOn, onDaysOff: false, inSeasons: false, ...change }, CALENDAR);

test('[SH1] a round from Thursday to Tuesday has four working days', () => {
  expect(plan('2026-11-05', '2026-11-10').days).toEqual([
    '2026-11-05',
    '2026-11-06',
    '2026-11-09',
    '2026-11-10',
  ]);
});

test('[SH1] a round that ends before it starts has no day', () => {
  expect(plan('2026-11-10', '2026-11-05')).toEqual({ days: [], flagged: [] });
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
