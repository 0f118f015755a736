import { expect, test } from 'vitest';
import type { WorkCalendar } from '../base/calendar/working-days.ts';
import { isReminded, MOST_REMINDERS, REMINDED_WORKING_DAYS, workingDaysAfter } from './remind.ts';

const calendar: WorkCalendar = {
  weekdays: [1, 2, 3, 4, 5],
  holidays: 'PL',
  ownDaysOff: [{ day: '2026-11-12', name: 'Bridge' }],
  seasons: [],
};

test('[DE5] working days are counted over weekends, holidays and own days off', () => {
  // Monday 9 to Monday 16 November: the 11th is a holiday, the 12th the organisation's own.
  expect(workingDaysAfter(calendar, '2026-11-09', REMINDED_WORKING_DAYS)).toBe('2026-11-16');
  expect(workingDaysAfter(calendar, '2026-11-06', 1)).toBe('2026-11-09');
  expect(workingDaysAfter({ ...calendar, weekdays: [] }, '2026-11-06', 2)).toBe('2026-11-08');
});

test('[DE5] one is reminded after three working days, so often and then no more', () => {
  const told = { toldOn: '2026-11-09', reminders: 0 };
  expect(isReminded(told, calendar, '2026-11-13')).toBe(false);
  expect(isReminded(told, calendar, '2026-11-16')).toBe(true);
  expect(isReminded({ ...told, reminders: MOST_REMINDERS - 1 }, calendar, '2026-11-16')).toBe(true);
  expect(isReminded({ ...told, reminders: MOST_REMINDERS }, calendar, '2026-11-16')).toBe(false);
});
