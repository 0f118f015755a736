import { expect, test } from 'vitest';
import { readRows } from './read-rows.ts';

test('[SV3] a small table is read with the row of the spreadsheet and the line of the text', () => {
  expect(readRows('\ufeffname;note\r\n"Anna";"two\r\nlines"\r\n\r\n ; \r\nJan;"a ""b"""\r\n')).toEqual([
    { row: 1, line: 1, cells: ['name', 'note'] },
    { row: 2, line: 2, cells: ['Anna', 'two\r\nlines'] },
    { row: 5, line: 6, cells: ['Jan', 'a "b"'] },
  ]);
});

test('[SV3] a known delimiter is not guessed, and a sep= line is no row of the table', () => {
  expect(readRows('a;b,c\n1;2,3\n', ',').map(({ cells }) => cells)).toEqual([
    ['a;b', 'c'],
    ['1;2', '3'],
  ]);
  expect(readRows('sep=|\na|b\n1|2\n')).toEqual([
    { row: 2, line: 2, cells: ['a', 'b'] },
    { row: 3, line: 3, cells: ['1', '2'] },
  ]);
});
