import { expect, test } from 'vitest';
import { groupTours, peopleOnTours, roundState, tourState } from './round-state.ts';

const round = { firstDay: '2026-11-30', lastDay: '2026-12-04' };

test.each([
  ['2026-11-29', 'to-come'],
  ['2026-11-30', 'running'],
  ['2026-12-04', 'running'],
  ['2026-12-05', 'over'],
])('[SH13] on %s a round is %s', (today, state) => {
  expect(roundState(round, today)).toBe(state);
});

test('[SH13] a tour has a place until it is full, and none once it has begun', () => {
  expect(tourState({ hasBegun: false, places: 2, taken: 1, offered: 0 })).toBe('free');
  expect(tourState({ hasBegun: false, places: 2, taken: 1, offered: 1 })).toBe('full');
  expect(tourState({ hasBegun: true, places: 2, taken: 0, offered: 0 })).toBe('begun');
});

const tour = (day: string, hasBegun: boolean, ...names: string[]) => ({
  day,
  hasBegun,
  signUps: names.map((name) => ({ personId: name.toLowerCase(), name })),
});
const tours = [
  tour('monday', true, 'Ola'),
  tour('tuesday', false, 'Ewa'),
  tour('wednesday', false, 'Ola', 'Ewa'),
];

test('[SH14] one’s own tours come first, then those to come, then those that have begun', () => {
  const days = (personId: string | undefined) =>
    groupTours(tours, personId).map(({ key, tours }) => [key, ...tours.map(({ day }) => day)]);
  expect(days('ola')).toEqual([
    ['mine', 'monday', 'wednesday'],
    ['to-come', 'tuesday'],
  ]);
  expect(days(undefined)).toEqual([
    ['to-come', 'tuesday', 'wednesday'],
    ['begun', 'monday'],
  ]);
});

test('[SH14] everybody who is signed up stands once, with all their tours', () => {
  const people = peopleOnTours(tours, (left, right) => left.localeCompare(right));
  expect(people.map(({ name, tours }) => [name, ...tours.map(({ day }) => day)])).toEqual([
    ['Ewa', 'tuesday', 'wednesday'],
    ['Ola', 'monday', 'wednesday'],
  ]);
});
