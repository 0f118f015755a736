import { expect, test } from 'vitest';
import { Endings } from './Endings.svelte.ts';

const QUESTION = { verb: 'Remove', follows: 'This is final.' };

test('[FM13] nothing ends before it is confirmed, and what was called off does not end', async () => {
  const endings = new Endings();
  const first = endings.ask(QUESTION);
  expect(endings.question).toEqual(QUESTION);
  endings.answer(false);
  expect(endings.question).toBeNull();
  const second = endings.ask(QUESTION);
  endings.answer(true);
  expect([await first, await second]).toEqual([false, true]);
});

test('[FM13] a question that another one replaced counts as called off', async () => {
  const endings = new Endings();
  const first = endings.ask(QUESTION);
  const second = endings.ask({ verb: 'Take back', follows: 'The ballot no longer counts.' });
  expect(endings.question?.verb).toBe('Take back');
  endings.answer(true);
  endings.answer(true); // a second press on a question that is gone
  expect([await first, await second]).toEqual([false, true]);
});
