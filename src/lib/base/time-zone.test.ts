import { expect, test } from 'vitest';
import { isTimeZone, momentOf, timeAt } from './time-zone.ts';

test('a time on the wall is a moment, in winter and in summer', () => {
  expect(momentOf('2026-12-01', '09:00', 'Europe/Warsaw')).toBe(Date.UTC(2026, 11, 1, 8));
  expect(momentOf('2026-07-01', '09:00', 'Europe/Warsaw')).toBe(Date.UTC(2026, 6, 1, 7));
});

test('an hour that the change of clocks leaves out is the one after it', () => {
  expect(momentOf('2026-03-29', '02:30', 'Europe/Warsaw')).toBe(Date.UTC(2026, 2, 29, 1, 30));
});

test('only real zones are zones', () => {
  expect(['Europe/Warsaw', 'UTC', 'Europe/Atlantis', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});

test('the time of day is that on the wall of the zone, on both sides of a clock change', () => {
  expect(timeAt(Date.UTC(2026, 9, 25, 0, 30), 'Europe/Warsaw')).toBe('02:30');
  expect(timeAt(Date.UTC(2026, 9, 25, 1, 5, 59), 'Europe/Warsaw')).toBe('02:05');
});
