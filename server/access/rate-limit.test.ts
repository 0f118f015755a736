import { expect, test } from 'vitest';
import { RateLimit, SWEEP_AT_LEAST } from './rate-limit.ts';

test('[PE9] tries run out, say when the next one comes, and come back with time', () => {
  let nowMs = 0;
  const limit = new RateLimit({ burst: 2, everyMs: 500, clock: () => nowMs });
  expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 500, 500]);
  nowMs = 400;
  expect([limit.waitMs('a'), limit.take('a')]).toEqual([100, 100]);
  nowMs = 500;
  expect([limit.take('a'), limit.take('a')]).toEqual([0, 500]);
});

test('[PE9] one key does not use up another', () => {
  const limit = new RateLimit({ burst: 1, everyMs: 1000, clock: () => 0 });
  expect([limit.take('a'), limit.take('b'), limit.take('a')]).toEqual([0, 0, 1000]);
});

test('[PE9] a success gives its try back, or all of them', () => {
  const limit = new RateLimit({ burst: 2, everyMs: 1000, clock: () => 0 });
  limit.take('a');
  limit.take('a');
  limit.giveBack('a');
  expect([limit.take('a'), limit.take('a')]).toEqual([0, 1000]);
  limit.reset('a');
  expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 1000]);
});

test('[PE9] a clock that is set back makes no wait longer', () => {
  let nowMs = 3_600_000;
  const limit = new RateLimit({ burst: 1, everyMs: 1000, clock: () => nowMs });
  limit.take('a');
  nowMs = 0;
  expect(limit.take('a')).toBe(1000);
  nowMs = 1000;
  expect(limit.take('a')).toBe(0);
});

test('keys whose tries have come back are forgotten, and those in use are not', () => {
  let nowMs = 0;
  const limit = new RateLimit({ burst: 1, everyMs: 1000, clock: () => nowMs });
  for (let key = 0; key < SWEEP_AT_LEAST - 1; key++) limit.take(`old ${key}`);
  nowMs = 1000;
  limit.take('young');
  for (let key = 0; key < 10; key++) limit.take(`new ${key}`);
  expect(limit.take('young')).toBe(1000);
});
