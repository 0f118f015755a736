import { expect, test } from 'vitest';
import { FoundTitles, SHORTEST } from './FoundTitles.svelte.ts';

test('a question is sent once it has enough letters, blanks around it not counted', async () => {
  const asked: string[] = [];
  const titles = new FoundTitles((input) => {
    asked.push(String(input));
    return Promise.resolve(Response.json({ found: [] }));
  });
  await titles.ask(` ${'w'.repeat(SHORTEST - 1)} `);
  expect(asked).toEqual([]);
  await titles.ask('w'.repeat(SHORTEST));
  expect(asked).toEqual([`/api/search?q=${'w'.repeat(SHORTEST)}`]);
});
