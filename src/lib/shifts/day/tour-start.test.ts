import { expect, test } from 'vitest';
import { currentDay, dayStanding, mayNotCome } from './tour-start.ts';

const DAY = { startsAtMs: 100, endsAtMs: 200 };

test('[SH60] a day of a tour starts when as many mentors are there as it needs', () => {
  const at = (nowMs: number, present: number) => dayStanding(DAY, { nowMs, present, needed: 2 });
  expect([at(99, 2), at(100, 1), at(100, 2), at(199, 2), at(200, 2)]).toEqual([
    ...['to-come', 'waits', 'started', 'started', 'over'],
  ]);
  expect(dayStanding(DAY, { nowMs: 100, present: 0, needed: 0 })).toBe('started');
});

test('[SH60] the day that is meant is the one that goes on or comes next, else the last', () => {
  const days = [DAY, { startsAtMs: 300, endsAtMs: 400 }];
  expect([50, 200, 399, 400].map((nowMs) => currentDay(days, nowMs)?.startsAtMs)).toEqual([
    100, 300, 300, 300,
  ]);
});

test('[SH66] from the day before on until the end of a tour somebody says that they cannot come', () => {
  const tour = { day: '2026-11-23', endsAtMs: 200 };
  const may = (today: string, nowMs: number) => mayNotCome(tour, { today, nowMs });
  expect([
    may('2026-11-21', 10),
    may('2026-11-22', 10),
    may('2026-11-24', 199),
    may('2026-11-24', 200),
  ]).toEqual([false, true, true, false]);
});
