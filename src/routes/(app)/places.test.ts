import { expect, test } from 'vitest';
import { barOf, PLACES } from './places.ts';

test.each([
  [
    ['lead', 'director'],
    ['/home', '/inbox', '/workshop', '/issues'],
  ],
  [
    ['employee', 'director'],
    ['/home', '/inbox', '/projects', '/workshop'],
  ],
  [['analyst'], ['/home', '/inbox', '/survey', '/workshop']],
  [['mentor'], ['/home', '/inbox', '/workshop', '/shifts']],
  [['admin'], ['/home', '/inbox', '/workshop', '/shifts']],
  [[], ['/home', '/inbox', '/workshop', '/shifts']],
] as const)('the bar of a phone holds what %j come for', (roles, expected) => {
  expect(barOf(roles)).toEqual(expected);
  expect(PLACES.map(({ href }) => href)).toEqual(expect.arrayContaining([...expected]));
});
