import { expect, test } from 'vitest';
import { OneAtATime } from './one-at-a-time.ts';

test('what is done to one thing is done in turn, whether it succeeds or not', async () => {
  const turns = new OneAtATime();
  const said: string[] = [];
  const first = Promise.withResolvers<void>();
  const failing = turns.run('a', async () => {
    said.push('first begins');
    await first.promise;
    said.push('first ends');
    throw new Error('first');
  });
  const second = turns.run('a', async () => said.push('second'));
  await turns.run('b', async () => said.push('other'));
  first.resolve();
  await expect(failing).rejects.toThrow('first');
  await second;
  expect(said).toEqual(['first begins', 'other', 'first ends', 'second']);
});
