import { expect, test } from 'vitest';
import { guessDialect } from './dialect.ts';

test.each([
  [',', 'id,score,comment\n1,9,"good; really"\n2,3,bad\n'],
  [';', 'id;score;comment\n1;9;"tak, bardzo"\n2;3;nie, wcale, nic\n'],
  ['\t', 'id\tscore\tcomment\n1\t9\ta, b, c\n2\t3\td; e\n'],
  ['|', 'id|score\n1|9\n2|3\n'],
] as const)('[SV3] %j is found although other marks occur in the answers', (delimiter, text) => {
  expect(guessDialect(text).delimiter.value).toBe(delimiter);
});

test('[SV3] Likert labels with commas do not make a comma file of a semicolon file', () => {
  const rows = Array.from({ length: 30 }, () => 'Ani tak, ani nie;Raczej się zgadzam, ale;3,5');
  expect(guessDialect(['a;b;c', ...rows].join('\n')).delimiter.value).toBe(';');
});

test('[SV3] a first line "sep=;" is obeyed and skipped', () => {
  const dialect = guessDialect('sep=;\r\nid;score,x\r\n1;9\r\n');
  expect(dialect.delimiter.value).toBe(';');
  expect(dialect.linesToSkip).toBe(1);
});

test('[SV3] one column alone is read with the comma, and the reason says why', () => {
  const { delimiter } = guessDialect('score\n9\n8\n');
  expect(delimiter.value).toBe(',');
  expect(delimiter.reasons).toEqual([{ key: 'file.reason.delimiter.none' }]);
});

test('[SV3] the reason counts the rows that agree', () => {
  const { delimiter } = guessDialect('a,b\n1,2\n3,4\n5\n');
  expect(delimiter.reasons[0]?.values).toEqual({ columns: 2, regular: 3, total: 4 });
});
