import { expect, test } from 'vitest';
import { whoIsHere } from './who-is-here.ts';

const person = (id: string, department: string, takesPart = true) => ({
  id,
  key: `person:${id}`,
  name: id,
  department,
  takesPart,
});

test('[WS150] who is here by department, and who is missing; watchers are not expected', () => {
  const people = [
    person('ola', 'IT'),
    person('jan', 'IT'),
    person('ewa', 'Sales'),
    person('watcher', 'Sales', false),
    person('guest', ''),
  ];
  const present = [
    { person: 'person:ola' },
    { person: 'person:ola' },
    { person: 'person:watcher' },
    { person: null },
  ];
  expect(whoIsHere(people, present)).toEqual([
    { department: 'IT', here: 1, expected: 2, missing: ['jan'] },
    { department: '', here: 0, expected: 1, missing: ['guest'] },
    { department: 'Sales', here: 0, expected: 1, missing: ['ewa'] },
  ]);
  expect(whoIsHere([], present)).toEqual([]);
});
