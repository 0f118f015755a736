import { expect, test } from 'vitest';
import { moveInOrder } from './evidence-pack.ts';

test('[WS66] a figure goes one place up or down and stops at the ends', () => {
  expect(moveInOrder(['a', 'b', 'c'], 'c', 'up')).toEqual(['a', 'c', 'b']);
  expect(moveInOrder(['a', 'b', 'c'], 'a', 'down')).toEqual(['b', 'a', 'c']);
  expect(moveInOrder(['a', 'b'], 'a', 'up')).toEqual(['a', 'b']);
  expect(moveInOrder(['a', 'b'], 'b', 'down')).toEqual(['a', 'b']);
  expect(moveInOrder(['a', 'b'], 'gone', 'up')).toEqual(['a', 'b']);
});
