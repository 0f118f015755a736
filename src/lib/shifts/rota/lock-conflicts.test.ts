import { expect, test } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { lockConflicts, type RotaConflict } from './lock-conflicts.ts';
import { parseRotaRound } from './rota-input.ts';
import { randomRound, type RoundFile } from './testing/random-round.ts';

const DAY = { start: '2026-03-30T08:00', end: '2026-03-30T16:00' };
const EVENING = { start: '2026-03-30T18:00', end: '2026-03-30T23:00' };
const LATER = { start: '2026-04-02T08:00', end: '2026-04-02T16:00' };

function conflictsOf(round: object): RotaConflict[] {
  return lockConflicts(parseRotaRound(round));
}
const lock = (person: string, tour: string) => ({ person, tour });
const person = (id: string, more: object) => ({
  id,
  department: 'it',
  history: 0,
  preferences: {},
  unavailable: [],
  ...more,
});

test('[RT7] each rule that locks break is named with no more locks than break it', () => {
  const tours = [
    { id: 'a', ...DAY, seats: 3, departmentCap: 1 },
    { id: 'b', ...DAY, seats: 1 },
    { id: 'c', ...EVENING, seats: 3 },
    { id: 'd', ...LATER, seats: 3 },
  ];
  expect(conflictsOf({ tours, people: [person('p', { locked: ['a'], unavailable: ['a'] })] })).toEqual([
    { rule: 'unavailable', person: 'p', tour: 'a', locks: [lock('p', 'a')] },
  ]);
  expect(conflictsOf({ tours, people: [person('p', { locked: ['a', 'd'] })] })).toEqual([
    { rule: 'maxTours', person: 'p', limit: 1, locks: [lock('p', 'a'), lock('p', 'd')] },
  ]);
  expect(conflictsOf({ tours, people: [person('p', { maxTours: 3, locked: ['a', 'b', 'd'] })] })).toEqual([
    { rule: 'overlap', person: 'p', locks: [lock('p', 'a'), lock('p', 'b')] },
  ]);
  expect(conflictsOf({ tours, people: [person('p', { maxTours: 3, locked: ['a', 'c', 'd'] })] })).toEqual([
    { rule: 'rest', person: 'p', locks: [lock('p', 'a'), lock('p', 'c')] },
  ]);
  const three = ['p', 'q', 'r'];
  expect(conflictsOf({ tours, people: three.map((id) => person(id, { locked: ['b'] })) })).toEqual([
    { rule: 'seats', tour: 'b', limit: 1, locks: [lock('p', 'b'), lock('q', 'b')] },
  ]);
  expect(conflictsOf({ tours, people: three.map((id) => person(id, { locked: ['a'] })) })).toEqual([
    { rule: 'departmentCap', tour: 'a', department: 'it', limit: 1, locks: [lock('p', 'a'), lock('q', 'a')] },
  ]);
});

test('[RT7] people of no department are no department, and locks that can be are no conflict', () => {
  const tours = [{ id: 'a', ...DAY, seats: 3, departmentCap: 1 }];
  const people = ['p', 'q'].map((id) => person(id, { department: null, locked: ['a'] }));
  expect(conflictsOf({ tours, people })).toEqual([]);
});

test('[RT7] without any one of its locks a conflict is none', () => {
  let seen = 0;
  for (let seed = 0; seed < 60; seed++) {
    const file = randomRound(seededRandom(seed), {
      people: 6,
      tours: 4,
      seats: 2,
      hoursApart: 9,
      unavailable: 0.2,
      maxTours: 2,
      departmentCap: 1,
      departments: 3,
      hasWeights: false,
      hasScopes: false,
      locked: 0.3,
      preferences: 0,
    });
    for (const conflict of conflictsOf(file)) {
      seen += 1;
      const withLocks = (locks: readonly { person: string; tour: string }[]): RoundFile => ({
        ...file,
        people: file.people.map((each) => ({
          ...each,
          locked: locks.filter((one) => one.person === each.id).map((one) => one.tour),
        })),
      });
      expect(conflictsOf(withLocks(conflict.locks))).toContainEqual(conflict);
      for (const left of conflict.locks.keys())
        expect(
          conflictsOf(withLocks(conflict.locks.toSpliced(left, 1))).map(({ rule }) => rule),
        ).not.toContain(conflict.rule);
    }
  }
  expect(seen).toBeGreaterThan(50);
});
