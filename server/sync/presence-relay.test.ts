import { expect, test } from 'vitest';
import { presencePause } from './presence-relay.ts';

test('cursors come 20 times a second in a small room and ever more rarely as it fills', () => {
  expect([1, 16, 32, 60, 260].map(presencePause)).toEqual([50, 50, 200, 703.125, 1_000]);
});

test('what a room spends on cursors does not grow with it beyond a few dozen people', () => {
  const cost = (people: number): number => (people * people) / presencePause(people);
  expect(cost(60)).toBeLessThanOrEqual(cost(16) * 1.001);
});
