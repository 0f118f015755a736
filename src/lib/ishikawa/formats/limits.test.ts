import { expect, test } from 'vitest';
import { isTooLarge, MOST_IMPORT_BYTES } from './decode-file.ts';
import { parseMermaid } from './mermaid.ts';
import { MOST_LINES, parseOutline } from './outline.ts';

test('[IK56] an outline and a Mermaid text of the most lines are read, one line more is refused', () => {
  const lines = (count: number): string => Array.from({ length: count }, (_, i) => `cause ${i}\n`).join('');
  const refusal = {
    ok: false,
    issues: [{ message: 'formats.fault.tooManyLines', values: { most: MOST_LINES } }],
  };
  expect(parseOutline(lines(MOST_LINES)).ok).toBe(true);
  expect(parseOutline(lines(MOST_LINES + 1))).toMatchObject(refusal);
  expect(parseMermaid(`ishikawa-beta\n${lines(MOST_LINES)}`).ok).toBe(true);
  expect(parseMermaid(`ishikawa-beta\n${lines(MOST_LINES + 1)}`)).toMatchObject(refusal);
});

test('a file of the most bytes is read into a board, a byte more is not', () => {
  expect([isTooLarge(MOST_IMPORT_BYTES), isTooLarge(MOST_IMPORT_BYTES + 1)]).toEqual([false, true]);
});
