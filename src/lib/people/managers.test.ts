import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makesCircle, peopleInCircles } from './managers.ts';

const CHAIN = new Map([
  ['ceo', null],
  ['head', 'ceo'],
  ['ola', 'head'],
]);

test('[PE26] nobody leads themselves, nor whoever leads them', () => {
  expect(makesCircle(CHAIN, 'ceo', 'ola')).toBe(true);
  expect(makesCircle(CHAIN, 'ola', 'ola')).toBe(true);
  expect(makesCircle(CHAIN, 'ola', 'ceo')).toBe(false);
  expect(makesCircle(CHAIN, 'new', 'ola')).toBe(false);
});

test('[PE35] who hangs below a circle is not in it', () => {
  const managers = new Map([
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'a'],
    ['below', 'a'],
    ['alone', 'alone'],
    ['free', null],
  ]);
  expect([...peopleInCircles(managers)].sort()).toEqual(['a', 'alone', 'b', 'c']);
});

test('[PE26] managers that are given one by one, each asked before, make no circle', () => {
  const people = ['a', 'b', 'c', 'd', 'e'];
  const press = fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people));
  fc.assert(
    fc.property(fc.array(press), (presses) => {
      const managers = new Map<string, string | null>(people.map((person) => [person, null]));
      for (const [person, manager] of presses)
        if (!makesCircle(managers, person, manager)) managers.set(person, manager);
      return peopleInCircles(managers).size === 0;
    }),
  );
});
