import { expect, test } from 'vitest';
import { RecentResults } from './recent-results.ts';

test('an answer is made once for a version, also for who asks meanwhile', async () => {
  const answers = new RecentResults<string>(2);
  let made = 0;
  const make = (): Promise<string> => Promise.resolve(`answer ${++made}`);
  expect(await Promise.all([answers.get('a', '1', make), answers.get('a', '1', make)])).toEqual([
    'answer 1',
    'answer 1',
  ]);
  expect(await answers.get('a', '2', make)).toBe('answer 2');
});

test('the one asked for longest ago is forgotten, a failure at once', async () => {
  const answers = new RecentResults<string>(2);
  const kept = (key: string) => answers.get(key, '1', () => Promise.resolve(`${key} anew`));
  for (const key of ['a', 'b']) await answers.get(key, '1', () => Promise.resolve(key));
  expect(await kept('a')).toBe('a');
  expect(await kept('c')).toBe('c anew');
  expect(await kept('b')).toBe('b anew');
  await expect(answers.get('d', '1', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await kept('d')).toBe('d anew');
});
