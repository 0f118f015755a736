import { expect, test } from 'vitest';
import { LONGEST_RETRY_MS, MOST_TRIES, pauseAfter } from './back-off.ts';

const MINUTE_MS = 60_000;

test('[NO9] each pause is twice the one before, up to six hours', () => {
  const pauses = [1, 2, 3, 9, 10, 13].map((tries) => (pauseAfter(tries, 0) ?? 0) / MINUTE_MS);
  expect(pauses).toEqual([1, 2, 4, 256, 360, 360]);
  expect(pauseAfter(9, 0)).toBeLessThan(LONGEST_RETRY_MS - 1);
  expect(pauseAfter(10, 0)).toBe(LONGEST_RETRY_MS);
  expect(pauseAfter(1, 1)).toBe(75_000);
});

test('[NO9] after so many tries it is given up', () => {
  expect(pauseAfter(MOST_TRIES - 1, 0)).not.toBeNull();
  expect(pauseAfter(MOST_TRIES, 0)).toBeNull();
});
