import * as v from 'valibot';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlap, startOfTourMs, workingDays, MAX_ROUND_DAYS } from './shift.ts';
import { RoundForm } from './shift-forms.ts';

test('[SH1] a round from Thursday to Tuesday has four working days', () => {
  expect(workingDays('2026-11-05', '2026-11-10')).toEqual([
    '2026-11-05',
    '2026-11-06',
    '2026-11-09',
    '2026-11-10',
  ]);
});

test('[SH1] a round that ends before it starts has no day', () => {
  expect(workingDays('2026-11-10', '2026-11-05')).toEqual([]);
});

test('[SH1] no tour falls on a weekend', () => {
  const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 40 }), (start, length) => {
      const startsOn = start.toISOString().slice(0, 10);
      const endsOn = new Date(start.getTime() + length * 86_400_000).toISOString().slice(0, 10);
      for (const each of workingDays(startsOn, endsOn)) {
        expect([1, 2, 3, 4, 5]).toContain(new Date(`${each}T12:00:00Z`).getUTCDay());
      }
    }),
  );
});

test('[SH3] eight in the morning is eight on the wall, in summer and in winter', () => {
  const warsaw = (day: string): string =>
    new Date(startOfTourMs(day, '08:00', 'Europe/Warsaw')).toISOString();
  expect([warsaw('2026-07-01'), warsaw('2026-12-01')]).toEqual([
    '2026-07-01T06:00:00.000Z',
    '2026-12-01T07:00:00.000Z',
  ]);
});

test('[SH10] tours clash on the same day at the same hours, and not where one ends as the other begins', () => {
  const tour = (day: string, startsAt: string, endsAt: string) => ({ day, startsAt, endsAt });
  const morning = tour('2027-03-22', '09:00', '13:00');
  expect(overlap(morning, tour('2027-03-22', '12:59', '15:00'))).toBe(true);
  expect(overlap(morning, tour('2027-03-22', '08:00', '16:00'))).toBe(true);
  expect(overlap(morning, tour('2027-03-22', '13:00', '17:00'))).toBe(false);
  expect(overlap(morning, tour('2027-03-23', '09:00', '13:00'))).toBe(false);
});

test('[SH1] a round has so many working days at most', () => {
  /** Mondays and the days after them: every five days of work are a week. */
  const endsOn = (workdays: number): string =>
    new Date(Date.UTC(2026, 10, 2 + 7 * Math.floor((workdays - 1) / 5) + ((workdays - 1) % 5)))
      .toISOString()
      .slice(0, 10);
  const accepts = (workdays: number): boolean => {
    expect(workingDays('2026-11-02', endsOn(workdays))).toHaveLength(workdays);
    return v.is(RoundForm, {
      title: 'Autumn',
      startsOn: '2026-11-02',
      endsOn: endsOn(workdays),
      startsAt: '08:00',
      endsAt: '12:00',
      places: 2,
      mentorIds: ['m'],
    });
  };
  expect([accepts(MAX_ROUND_DAYS), accepts(MAX_ROUND_DAYS + 1)]).toEqual([true, false]);
});
