import { expect, test } from 'vitest';
import { addressIn, positionIn } from './list-position.ts';

test('a subject knows its neighbours in the list that one came from, and the list goes along', () => {
  expect(positionIn([7, 128, 3], 128, '/issues', 'f.state=open&sort=-number')).toEqual({
    at: 2,
    of: 3,
    previous: '/issues/7?in=f.state%3Dopen%26sort%3D-number',
    next: '/issues/3?in=f.state%3Dopen%26sort%3D-number',
  });
  expect(addressIn('/issues', 7, '')).toBe('/issues/7');
});

test('at the ends there is no neighbour, and outside the list no place', () => {
  expect(positionIn([5], 5, '/projects', '')).toEqual({ at: 1, of: 1, previous: undefined, next: undefined });
  expect(positionIn([5], 6, '/projects', '')).toBeUndefined();
});
