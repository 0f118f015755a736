import { expect, test } from 'vitest';
import { overlap, startOfTourMs } from './shift.ts';

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
