import { expect, test } from 'vitest';
import { barOf, PLACES } from './places.ts';

test.each([
  [
    ['lead', 'director'],
    ['/home', '/workshop', '/issues'],
  ],
  [
    ['employee', 'director'],
    ['/home', '/projects', '/workshop'],
  ],
  [['analyst'], ['/home', '/survey', '/workshop']],
  [['mentor'], ['/home', '/workshop', '/shifts']],
  [['admin'], ['/home', '/workshop', '/shifts']],
  [[], ['/home', '/workshop', '/shifts']],
] as const)('the bar of a phone holds what %j come for', (roles, expected) => {
  expect(barOf(roles)).toEqual(expected);
  expect(PLACES.map(({ href }) => href)).toEqual(expect.arrayContaining([...expected]));
});
