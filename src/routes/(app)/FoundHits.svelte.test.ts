import { expect, test } from 'vitest';
import { FoundHits, SHORTEST } from './FoundHits.svelte.ts';

const HIT = { kind: 'issue', id: 'a', number: 1, title: 'Queue', excerpt: '', href: '/issues/1' } as const;

test('a question is sent once it has enough letters, blanks around it not counted', async () => {
  const asked: string[] = [];
  const found = new FoundHits((input) => {
    asked.push(String(input));
    return Promise.resolve(Response.json({ hits: [HIT], total: 30 }));
  });
  await found.ask(` ${'w'.repeat(SHORTEST - 1)} `);
  expect(asked).toEqual([]);
  await found.ask('w'.repeat(SHORTEST));
  expect(asked).toEqual([`/api/search?q=${'w'.repeat(SHORTEST)}`]);
  expect([found.hits, found.total, found.hasFailed]).toEqual([[HIT], 30, false]);
});

test('an answer to an older question is let go, however late it comes', async () => {
  const answers = [Promise.withResolvers<Response>(), Promise.withResolvers<Response>()];
  let asked = 0;
  const found = new FoundHits(() => answers[asked++]?.promise ?? Promise.reject(new Error('unasked')));
  const first = found.ask('queue');
  const second = found.ask('queues');
  answers[1]?.resolve(Response.json({ hits: [HIT], total: 1 }));
  await second;
  answers[0]?.resolve(Response.json({ hits: [], total: 0 }));
  await first;
  expect(found.total).toBe(1);
});

test('a question that is not answered says so, and what was found before is gone', async () => {
  let isDown = false;
  const found = new FoundHits(() =>
    isDown
      ? Promise.reject(new TypeError('no network'))
      : Promise.resolve(Response.json({ hits: [HIT], total: 1 })),
  );
  await found.ask('queue');
  isDown = true;
  await found.ask('queues');
  expect([found.hits, found.hasFailed]).toEqual([[], true]);
});
