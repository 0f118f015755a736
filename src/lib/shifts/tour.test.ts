import { expect, test } from 'vitest';
import { doClash, tourDays, tourSpanOf, type TourTimes } from './tour.ts';

const WARSAW = 'Europe/Warsaw';
const NIGHT = { startsAt: '22:00', endsAt: '06:00' };
const DAY = { startsAt: '08:00', endsAt: '16:00' };
const at = (times: TourTimes, zone = WARSAW) => tourDays(times, zone);
const iso = (ms: number): string => new Date(ms).toISOString();
const hours = (times: TourTimes): number[] =>
  at(times).map(({ startsAtMs, endsAtMs }) => (endsAtMs - startsAtMs) / 3_600_000);

test('[SH15] eight in the morning is eight on the wall, in summer and in winter', () => {
  const [summer, winter] = at({ days: ['2026-07-01', '2026-12-01'], ...DAY });
  expect([summer, winter].map((day) => iso(day?.startsAtMs ?? 0))).toEqual([
    '2026-07-01T06:00:00.000Z',
    '2026-12-01T07:00:00.000Z',
  ]);
});

test('[SH17] a tour of some days has its hours on each of them', () => {
  const days = at({ days: ['2026-11-09', '2026-11-10', '2026-11-12'], ...DAY });
  expect(days.map(({ day }) => day)).toEqual(['2026-11-09', '2026-11-10', '2026-11-12']);
  const { startsAtMs, endsAtMs } = tourSpanOf(days);
  expect([iso(startsAtMs), iso(endsAtMs)]).toEqual(['2026-11-09T07:00:00.000Z', '2026-11-12T15:00:00.000Z']);
});

test('[SH17] a night ends on the next day, an hour sooner or later where the clock is changed in it', () => {
  expect(hours({ days: ['2026-11-09'], ...NIGHT })).toEqual([8]);
  expect(hours({ days: ['2026-03-28', '2026-03-29'], ...NIGHT })).toEqual([7, 8]);
  expect(hours({ days: ['2026-10-24', '2026-10-25'], ...NIGHT })).toEqual([9, 8]);
  // Clocks of New York change on other nights.
  const [night] = at({ days: ['2026-03-28'], ...NIGHT }, 'America/New_York');
  expect(((night?.endsAtMs ?? 0) - (night?.startsAtMs ?? 0)) / 3_600_000).toBe(8);
});

test('[SH10] tours clash where their hours meet, and not where one ends as the other begins', () => {
  const tour = (days: readonly string[], startsAt: string, endsAt: string) => at({ days, startsAt, endsAt });
  const morning = tour(['2027-03-22'], '09:00', '13:00');
  expect(doClash(morning, tour(['2027-03-22'], '12:59', '15:00'))).toBe(true);
  expect(doClash(morning, tour(['2027-03-22'], '08:00', '16:00'))).toBe(true);
  expect(doClash(morning, tour(['2027-03-22'], '13:00', '17:00'))).toBe(false);
  expect(doClash(morning, tour(['2027-03-23'], '09:00', '13:00'))).toBe(false);
});

test('[SH10] a tour of some days clashes with one between them, and not with one on a day that it leaves out', () => {
  const gapped = at({ days: ['2026-11-09', '2026-11-10', '2026-11-12'], ...DAY });
  expect(doClash(gapped, at({ days: ['2026-11-12'], startsAt: '15:00', endsAt: '18:00' }))).toBe(true);
  expect(doClash(gapped, at({ days: ['2026-11-11'], ...DAY }))).toBe(false);
});

test('[SH10] a night clashes with the next morning, by the moments of the night on which the clock is changed', () => {
  const night = at({ days: ['2026-10-24'], ...NIGHT });
  expect(doClash(night, at({ days: ['2026-10-25'], startsAt: '05:00', endsAt: '09:00' }))).toBe(true);
  expect(doClash(night, at({ days: ['2026-10-25'], startsAt: '06:00', endsAt: '09:00' }))).toBe(false);
});
