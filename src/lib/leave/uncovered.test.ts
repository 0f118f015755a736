import { expect, test } from 'vitest';
import { unsignedDays } from './uncovered.ts';

const DIRECTORS = [
  { id: 'maria', name: 'Maria' },
  { id: 'sara', name: 'Sara' },
];
const WITHIN = { startsOn: '2026-12-01', endsOn: '2026-12-31' };
const away = (personId: string, startsOn: string, endsOn: string) => ({ personId, startsOn, endsOn });
const standsIn = (substituteId: string, startsOn: string, endsOn: string) => ({
  personId: 'maria',
  substituteId,
  startsOn,
  endsOn,
});

test('[LE6] the days of a director’s leave on which nobody signs are named, soonest first', () => {
  const absences = [away('maria', '2026-12-05', '2027-01-10'), away('sara', '2026-11-20', '2026-12-02')];
  expect(unsignedDays(DIRECTORS, absences, [], WITHIN)).toEqual([
    { personId: 'sara', name: 'Sara', startsOn: '2026-12-01', endsOn: '2026-12-02' },
    { personId: 'maria', name: 'Maria', startsOn: '2026-12-05', endsOn: '2026-12-31' },
  ]);
  const standIns = [standsIn('zofia', '2026-12-05', '2026-12-20')];
  expect(unsignedDays(DIRECTORS, absences.slice(0, 1), standIns, WITHIN)).toEqual([
    { personId: 'maria', name: 'Maria', startsOn: '2026-12-21', endsOn: '2026-12-31' },
  ]);
});

test('[LE6] a deputy who is away too signs for nobody', () => {
  const absences = [away('maria', '2026-12-05', '2026-12-12'), away('zofia', '2026-12-08', '2026-12-09')];
  const standIns = [standsIn('zofia', '2026-12-05', '2026-12-12')];
  expect(unsignedDays(DIRECTORS, absences, standIns, WITHIN)).toEqual([
    { personId: 'maria', name: 'Maria', startsOn: '2026-12-08', endsOn: '2026-12-09' },
  ]);
});
