import { expect, test } from 'vitest';
import { RateLimit } from './rate-limit.ts';

test('tries run out and come back with time', () => {
  let nowMs = 0;
  const limit = new RateLimit({ capacity: 2, windowMs: 1000, clock: () => nowMs });
  expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([true, true, false]);
  nowMs = 500;
  expect([limit.take('a'), limit.take('a')]).toEqual([true, false]);
});

test('one key does not use up another', () => {
  const limit = new RateLimit({ capacity: 1, windowMs: 1000, clock: () => 0 });
  expect([limit.take('a'), limit.take('b'), limit.take('a')]).toEqual([true, true, false]);
});

test('a success gives the tries back', () => {
  const limit = new RateLimit({ capacity: 1, windowMs: 1000, clock: () => 0 });
  limit.take('a');
  limit.reset('a');
  expect(limit.take('a')).toBe(true);
});
