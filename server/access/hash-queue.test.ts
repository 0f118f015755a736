import { expect, test } from 'vitest';
import { HashQueue, AT_ONCE, MOST_WAITING } from './hash-queue.ts';

/** Work that ends when the test says so, and what has begun so far. */
function makeWork() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    work: (name: string) => (): Promise<string> => {
      begun.push(name);
      return new Promise((resolve) => ends.push(() => resolve(name)));
    },
    end: (): void => ends.shift()?.(),
  };
}

test('[PE17] two at a time, and who is known goes first', async () => {
  const queue = new HashQueue();
  const { begun, work, end } = makeWork();
  const all = (['a', 'b', 'c', 'd'] as const).map((name) => queue.run('stranger', work(name)));
  const owner = queue.run('known', work('owner'));
  expect(begun).toEqual(['a', 'b']);
  end();
  await all[0];
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b', 'owner']);
  while (begun.length < 5) {
    end();
    await new Promise(setImmediate);
  }
  end();
  end();
  expect(await Promise.all([...all, owner])).toEqual(['a', 'b', 'c', 'd', 'owner']);
});

test('[PE17] strangers on top of the most that wait are asked to come again, people who are known are not', async () => {
  const queue = new HashQueue();
  const { begun, work, end } = makeWork();
  const all = Array.from({ length: MOST_WAITING + AT_ONCE }, (_, index) =>
    queue.run('stranger', work(`${index}`)),
  );
  await expect(queue.run('stranger', work('late'))).rejects.toMatchObject({
    code: 'unavailable',
    values: { seconds: 3 },
  });
  all.push(queue.run('known', work('owner')));
  const everybody = AT_ONCE + MOST_WAITING + 1;
  while (begun.length < everybody) {
    end();
    await new Promise(setImmediate);
  }
  end();
  end();
  expect(await Promise.all(all)).toHaveLength(everybody);
  expect(begun[2]).toBe('owner');
});

test('[PE17] work that fails makes room', async () => {
  const queue = new HashQueue();
  for (let count = 0; count < 5; count++) {
    await expect(queue.run('stranger', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  }
  expect(await queue.run('stranger', async () => 'done')).toBe('done');
});
