import { expect, test } from 'vitest';
import { dayAfter, daysBetween } from './days.ts';

test('days are counted on the calendar, whatever the clocks did meanwhile', () => {
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  expect(daysBetween('2027-01-01', '2026-12-31')).toBe(-1);
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
});
