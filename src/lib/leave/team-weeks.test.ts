import { expect, test } from 'vitest';
import { weeksOf } from './team-weeks.ts';

test('[LE4] absences stand in every week that they touch, and weeks without any are left out', () => {
  const anna = { name: 'Anna', startsOn: '2026-11-20', endsOn: '2026-12-08' };
  const bob = { name: 'Bob', startsOn: '2026-12-24', endsOn: '2026-12-24' };
  // A Wednesday: its week is shown from it on.
  const weeks = weeksOf([anna, bob], { startsOn: '2026-12-02', endsOn: '2026-12-31' });
  expect(weeks.map(({ from, entries }) => [from, entries.map(({ name }) => name)])).toEqual([
    ['2026-12-02', ['Anna']],
    ['2026-12-07', ['Anna']],
    ['2026-12-21', ['Bob']],
  ]);
});
