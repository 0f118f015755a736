import { expect, test } from 'vitest';
import { momentOf, timeAt, dayAt } from '../time-zone.ts';
import { afterWorkingHours, type WorkingTime } from './working-hours.ts';

const ZONE = 'Europe/Warsaw';
const time = (change: Partial<WorkingTime> = {}): WorkingTime => ({
  calendar: { weekdays: [1, 2, 3, 4, 5], holidays: 'PL', ownDaysOff: [], seasons: [] },
  from: '08:00',
  until: '16:00',
  timeZone: ZONE,
  ...change,
});
const after = (day: string, from: string, hours: number, of = time()): string => {
  const ms = afterWorkingHours(momentOf(day, from, ZONE), hours, of);
  return `${dayAt(ms, ZONE)} ${timeAt(ms, ZONE)}`;
};

test('hours count while the organisation works, over a weekend and a change of the clock', () => {
  expect(after('2026-11-02', '09:30', 2)).toBe('2026-11-02 11:30');
  expect(after('2026-11-02', '06:00', 2)).toBe('2026-11-02 10:00');
  expect(after('2026-11-02', '15:00', 2)).toBe('2026-11-03 09:00');
  expect(after('2026-10-23', '15:00', 2)).toBe('2026-10-26 09:00');
  expect(after('2026-11-02', '08:00', 8)).toBe('2026-11-02 16:00');
});

test('where nobody ever works hours count by the clock', () => {
  const never = time({ calendar: { weekdays: [], holidays: 'none', ownDaysOff: [], seasons: [] } });
  expect(after('2026-11-02', '08:00', 5, never)).toBe('2026-11-02 13:00');
});
