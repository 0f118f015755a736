import { expect, test } from 'vitest';
import { countPulse, pulseMean, FEWEST_ANSWERS } from './pulse.ts';

test('[WS78] fewer than three answers show nothing but their number', () => {
  const pulse = countPulse('How are we?', [1, 5]);
  expect(pulse).toEqual({ question: 'How are we?', isOpen: false, answered: 2, counts: null });
  expect(pulseMean(pulse)).toBeUndefined();
});

test('[WS78] three answers and more are counted, without who gave them', () => {
  const pulse = countPulse('', [4, 4, 1]);
  expect(pulse.counts).toEqual([1, 0, 0, 2, 0]);
  expect(pulseMean(pulse)).toBe(3);
});

test('[WS78] nothing is counted below the fewest answers', () => {
  const counted = (answers: number): readonly number[] | null =>
    countPulse('How is it?', new Array<number>(answers).fill(5)).counts;
  expect(counted(FEWEST_ANSWERS - 1)).toBeNull();
  expect(counted(FEWEST_ANSWERS)).toEqual([0, 0, 0, 0, FEWEST_ANSWERS]);
});
