import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { LatestAnswer } from './LatestAnswer.svelte.ts';

test('a question that changed is asked again, and the one before is given up', async () => {
  const signals: AbortSignal[] = [];
  let question = $state('first');
  let answer: LatestAnswer<string> | undefined;
  const leave = $effect.root(() => {
    answer = new LatestAnswer((signal) => {
      signals.push(signal);
      return question === '' ? null : Promise.resolve(`to ${question}`);
    });
  });
  expect(await answer?.current).toBe('to first');
  question = 'second';
  flushSync();
  expect(await answer?.current).toBe('to second');
  question = '';
  flushSync();
  expect(answer?.current).toBeNull();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false]);
  leave();
  expect(signals.at(-1)?.aborted).toBe(true);
});
