import { expect, test } from 'vitest';
import { areSameTimes, daysOffAmong, isWithin, moveDays } from './move-days.ts';

test('[SH104] days move by as many days as the first of them', () => {
  expect(moveDays(['2026-11-16', '2026-11-18'], { from: '2026-11-16', to: '2026-11-24' })).toEqual([
    '2026-11-24',
    '2026-11-26',
  ]);
  expect(moveDays(['2026-03-02'], { from: '2026-03-01', to: '2026-02-28' })).toEqual(['2026-03-01']);
});

test('[SH104] days on which nobody works are named', () => {
  const calendar = { weekdays: [1, 2, 3, 4, 5], holidays: 'PL' as const, ownDaysOff: [], seasons: [] };
  expect(daysOffAmong(['2026-11-10', '2026-11-11', '2026-11-14'], calendar)).toEqual([
    '2026-11-11',
    '2026-11-14',
  ]);
});

test('[SH100] who agreed to days and hours agreed to fewer of them, and to no others', () => {
  const agreed = { days: ['2026-11-16', '2026-11-17'], startsAt: '08:00', endsAt: '16:00' };
  expect(areSameTimes(agreed, { ...agreed })).toBe(true);
  const fewer = { ...agreed, days: ['2026-11-17'] };
  expect([isWithin(fewer, agreed), areSameTimes(fewer, agreed)]).toEqual([true, false]);
  for (const change of [
    { days: ['2026-11-16', '2026-11-18'] },
    { days: [...agreed.days, '2026-11-18'] },
    { startsAt: '09:00' },
    { endsAt: '15:00' },
  ])
    expect(isWithin({ ...agreed, ...change }, agreed)).toBe(false);
});
