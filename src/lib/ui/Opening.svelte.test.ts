import { flushSync } from 'svelte';
import { expect, onTestFinished, test } from 'vitest';
import { Opening } from './Opening.svelte.ts';

/** An opening whose key can be set, and what it opened and closed. */
function openingOf(first: string | undefined) {
  let key = $state(first);
  let ignored = $state(0);
  const calls: string[] = [];
  let opening: Opening<string, string> | undefined;
  const stop = $effect.root(() => {
    opening = new Opening(
      () => (ignored >= 0 ? key : undefined),
      async (name) => {
        calls.push(`open ${name}`);
        void ignored; // read while opening: no reason to open again
        if (name === 'broken') throw new Error('it does not open');
        return name;
      },
      (name) => calls.push(`close ${name}`),
    );
  });
  onTestFinished(stop);
  if (!opening) throw new Error('an effect root runs at once');
  return {
    opening,
    calls,
    stop,
    touch: () => {
      ignored++;
      flushSync();
    },
    open: (name: string | undefined) => {
      key = name;
      flushSync();
    },
  };
}

test('it is open at once, once for each key, and the one before is closed', async () => {
  const { opening, calls, open, touch } = openingOf('a');
  expect([await opening.current, calls]).toEqual(['a', ['open a']]);
  touch();
  void opening.current;
  expect(calls).toEqual(['open a']);
  open('b');
  expect([await opening.current, calls]).toEqual(['b', ['open a', 'open b', 'close a']]);
});

test('without a key nothing is open, and what was open is closed with its owner', async () => {
  const { opening, calls, open, stop } = openingOf(undefined);
  expect([opening.current, calls]).toEqual([undefined, []]);
  open('a');
  await opening.current;
  stop();
  await Promise.resolve();
  expect(calls).toEqual(['open a', 'close a']);
});

test('what does not open tells whoever waits for it, and there is nothing to close', async () => {
  const { opening, calls, open } = openingOf('broken');
  await expect(opening.current).rejects.toThrow('it does not open');
  open(undefined);
  await Promise.resolve();
  expect([opening.current, calls]).toEqual([undefined, ['open broken']]);
});
