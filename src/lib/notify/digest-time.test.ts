import { expect, test } from 'vitest';
import type { WorkCalendar } from '../base/calendar/working-days.ts';
import { digestSlot } from './digest-time.ts';
import { DEFAULT_DIGEST, type DigestChoice } from './notice.ts';

const CALENDAR: WorkCalendar = {
  weekdays: [1, 2, 3, 4, 5],
  holidays: 'PL',
  ownDaysOff: [{ day: '2026-11-09', name: 'Day of the firm' }],
  seasons: [],
};
const slotAt = (iso: string, choice: Partial<DigestChoice> = {}, timeZone = 'Europe/Warsaw') =>
  digestSlot({ ...DEFAULT_DIGEST, ...choice }, { nowMs: Date.parse(iso), timeZone, calendar: CALENDAR });

test('[NO6] the daily digest is due from its hour on the clock of its reader', () => {
  expect(slotAt('2026-11-03T05:59:59Z')).toBeNull();
  expect(slotAt('2026-11-03T06:00:00Z')).toEqual({
    day: '2026-11-03',
    atMs: Date.parse('2026-11-03T06:00Z'),
  });
  expect(slotAt('2026-11-02T22:30:00Z', {}, 'Asia/Tokyo')?.day).toBe('2026-11-03');
});

test('[NO6] no digest leaves on days off: a weekend, a holiday, a day of the organisation', () => {
  const days = ['2026-11-07', '2026-11-08', '2026-11-09', '2026-11-11'];
  expect(days.map((day) => slotAt(`${day}T12:00:00Z`))).toEqual(days.map(() => null));
});

test('[NO6] a weekly digest whose day is off leaves on the next working day, once', () => {
  const weekly = { rhythm: 'weekly', weekday: 1 } as const;
  const due = ['02', '03', '09', '10', '11', '12', '16'].filter((day) =>
    slotAt(`2026-11-${day}T12:00:00Z`, weekly),
  );
  expect(due).toEqual(['02', '10', '16']);
});

test('[NO6] the hour is the one on the wall on both sides of a change of the clock', () => {
  const hours = ['2026-03-27', '2026-03-30', '2026-10-23', '2026-10-26'].map((day) => {
    const slot = slotAt(`${day}T12:00:00Z`);
    return slot && new Date(slot.atMs).toISOString().slice(11, 16);
  });
  expect(hours).toEqual(['06:00', '05:00', '05:00', '06:00']);
});

test('[NO6] who wants none has no slot', () => {
  expect(slotAt('2026-11-03T12:00:00Z', { rhythm: 'none' })).toBeNull();
});
