import { expect, test } from 'vitest';
import { reconnectDelay, LONGEST_MS } from './reconnect-delay.ts';

const range = (attempt: number, code: number): number[] => [
  reconnectDelay(attempt, code, () => 0),
  reconnectDelay(attempt, code, () => 1),
];

test('[SY22] tries come later and later, spread over half of the pause, at most 5 s apart', () => {
  expect([1, 2, 3, 5, 6, 50].map((attempt) => range(attempt, 1006))).toEqual([
    [125, 250],
    [250, 500],
    [500, 1_000],
    [2_000, 4_000],
    [2_500, 5_000],
    [2_500, 5_000],
  ]);
});

test('[SY22] after a restart people come back at once, but not all in the same moment', () => {
  expect(range(1, 1012)).toEqual([0, 500]);
  expect(range(2, 1012)).toEqual(range(2, 1006));
});

test('[SY22] no pause is longer than the longest', () => {
  for (let attempt = 1; attempt < 100; attempt++) {
    expect(reconnectDelay(attempt, 1006, () => 1)).toBeLessThan(LONGEST_MS + 1);
  }
  expect(reconnectDelay(99, 1006, () => 1)).toBe(LONGEST_MS);
});
