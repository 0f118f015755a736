import { expect, test } from 'vitest';
import { dayAfter } from '../base/days.ts';
import { LONGEST_SNOOZE_DAYS, snoozeUntilMs } from './snooze.ts';

const until = (what: string, nowIso: string): string | null => {
  const ms = snoozeUntilMs(what, { nowMs: Date.parse(nowIso), timeZone: 'Europe/Warsaw' });
  return ms === null ? null : new Date(ms).toISOString();
};

test('[NO3] tomorrow morning is eight o’clock, also across a change of the clock', () => {
  expect(until('morning', '2026-10-24T12:00:00Z')).toBe('2026-10-25T07:00:00.000Z');
  expect(until('morning', '2026-03-28T12:00:00Z')).toBe('2026-03-29T06:00:00.000Z');
});

test('[NO3] next week is the next Monday, on a Monday that of the week after', () => {
  expect(until('week', '2026-11-08T12:00:00Z')).toBe('2026-11-09T07:00:00.000Z');
  expect(until('week', '2026-11-09T12:00:00Z')).toBe('2026-11-16T07:00:00.000Z');
});

test('[NO3] a day is ahead and not too far', () => {
  const now = '2026-11-09T12:00:00Z';
  expect(until('2026-11-09', now)).toBeNull();
  expect(until('2026-11-10', now)).toBe('2026-11-10T07:00:00.000Z');
  expect(until(dayAfter('2026-11-09', LONGEST_SNOOZE_DAYS), now)).not.toBeNull();
  expect(until(dayAfter('2026-11-09', LONGEST_SNOOZE_DAYS + 1), now)).toBeNull();
});
