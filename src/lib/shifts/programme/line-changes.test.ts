import { expect, test } from 'vitest';
import { lineChanges, MOST_COMPARED_LINES } from './line-changes.ts';

const told = (before: string, after: string): string[] =>
  lineChanges(before, after).map(({ kind, text }) => ({ same: ' ', gone: '-', new: '+' })[kind] + text);

test('[SH73] what changed is told line by line, the old line before the new one', () => {
  expect(told('one\ntwo\nthree', 'one\n2\nthree\nfour')).toEqual([' one', '-two', '+2', ' three', '+four']);
});

test('[SH73] the same text has no change, and a first one is new from end to end', () => {
  expect(told('one\n\ntwo', 'one\r\n\r\ntwo')).toEqual([' one', ' ', ' two']);
  expect(told('', 'one\ntwo')).toEqual(['+one', '+two']);
  expect(told('one', '')).toEqual(['-one']);
});

test('[SH73] a text of more lines than are compared is new as a whole', () => {
  const lines = (n: number): string => Array.from({ length: n }, (_, i) => `line ${i}`).join('\n');
  const most = lines(MOST_COMPARED_LINES);
  expect(told(most, most).every((line) => line.startsWith(' '))).toBe(true);
  const tooMany = lines(MOST_COMPARED_LINES + 1);
  expect(told(tooMany, tooMany).filter((line) => line.startsWith('+'))).toHaveLength(MOST_COMPARED_LINES + 1);
});
