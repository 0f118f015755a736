import { expect, test } from 'vitest';
import { lastChange } from './last-change.ts';
import { nextHolidays } from './next-holidays.ts';
import { spanState } from './span-state.ts';

test('[OR5] [OR7] a span goes on from its first day to its last', () => {
  const span = { startsOn: '2026-12-01', endsOn: '2026-12-02' };
  const days = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03'];
  expect(days.map((day) => spanState(span, day))).toEqual(['later', 'now', 'now', 'over']);
});

test('[OR3] the next holidays go on over the end of a year', () => {
  expect(nextHolidays('PL', '2026-12-26', 3).map(({ day }) => day)).toEqual([
    '2026-12-26',
    '2027-01-01',
    '2027-01-06',
  ]);
  expect(nextHolidays('none', '2026-12-26', 3)).toEqual([]);
});

test('[OR1] of several actions the newest change is shown', () => {
  const last = {
    'organisation.addSeason': { atMs: 1, actorName: 'Ada' },
    'organisation.removeSeason': { atMs: 2, actorName: 'Ola' },
  };
  expect(lastChange(last, ['addSeason', 'removeSeason'])?.actorName).toBe('Ola');
  expect(lastChange(last, ['week'])).toBe(undefined);
});
