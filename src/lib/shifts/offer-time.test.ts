import { expect, test } from 'vitest';
import type { WorkingTime } from '../base/calendar/working-hours.ts';
import { momentOf } from '../base/time-zone.ts';
import { DAY_OFFER_MS, OFFER_HOURS, offerEndsMs, SOON_TOUR_DAYS, SOON_OFFER_HOURS } from './offer-time.ts';

const WEEK: WorkingTime = {
  calendar: { weekdays: [1, 2, 3, 4, 5], holidays: 'PL', ownDaysOff: [], seasons: [] },
  from: '08:00',
  until: '16:00',
  timeZone: 'Europe/Warsaw',
};
const at = (day: string, time: string): number => momentOf(day, time, WEEK.timeZone);
const ends = (now: [string, string], tour: [string, string]) => {
  const ms = offerEndsMs(at(...now), at(...tour), WEEK);
  return ms === null
    ? null
    : Temporal.Instant.fromEpochMilliseconds(ms)
        .toZonedDateTimeISO(WEEK.timeZone)
        .toPlainDateTime()
        .toString();
};

test('[SH20] an offer stands for 24 working hours, around nights, weekends and holidays', () => {
  expect(OFFER_HOURS).toBe(24);
  expect(ends(['2026-11-02', '10:00'], ['2026-11-30', '08:00'])).toBe('2026-11-05T10:00:00');
  expect(ends(['2026-11-06', '15:00'], ['2026-11-30', '08:00'])).toBe('2026-11-12T15:00:00'); // Wednesday 11 is off
  expect(ends(['2026-11-07', '03:00'], ['2026-11-30', '08:00'])).toBe('2026-11-12T16:00:00');
});

test('[SH20] within three days of the tour it stands for four working hours', () => {
  expect([SOON_TOUR_DAYS, SOON_OFFER_HOURS]).toEqual([3, 4]);
  expect(ends(['2026-11-02', '10:00'], ['2026-11-05', '08:00'])).toBe('2026-11-02T14:00:00');
  expect(ends(['2026-11-02', '14:00'], ['2026-11-05', '08:00'])).toBe('2026-11-03T10:00:00');
  expect(ends(['2026-11-02', '10:00'], ['2026-11-06', '08:00'])).toBe('2026-11-05T10:00:00');
});

test('[SH20] on the day itself it is half an hour by the clock, and never beyond the beginning', () => {
  expect(DAY_OFFER_MS).toBe(30 * 60_000);
  expect(ends(['2026-11-02', '07:00'], ['2026-11-02', '08:00'])).toBe('2026-11-02T07:30:00');
  expect(ends(['2026-11-02', '07:45'], ['2026-11-02', '08:00'])).toBe('2026-11-02T08:00:00');
  expect(ends(['2026-11-02', '08:00'], ['2026-11-02', '08:00'])).toBe(null);
  // Friday evening for Monday morning: no four working hours are left.
  expect(ends(['2026-11-06', '18:00'], ['2026-11-09', '08:00'])).toBe('2026-11-09T08:00:00');
});
