import { expect, test } from 'vitest';
import { bracketed } from './bracketed.ts';

test('[SV30] a heading of a grid is its question and what stands in brackets at its end', () => {
  expect(bracketed('How was it? [Waiting]')).toEqual({ before: 'How was it?', inside: 'Waiting' });
  expect(bracketed('[a] b [c [d]')).toEqual({ before: '[a] b', inside: 'c [d' });
  for (const text of ['', ']', '[]', 'How was it?', '[a] b', 'a]]']) expect(bracketed(text)).toBeUndefined();
});
