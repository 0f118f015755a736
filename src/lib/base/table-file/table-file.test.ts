import { expect, test } from 'vitest';
import { tableCsv, tableMarkdown, type FileTable } from './table-file.ts';

const TABLE: FileTable = {
  name: 'Issues *now*',
  columns: [
    { name: 'No.', kind: 'number', width: 6 },
    { name: 'Title', kind: 'text', width: 40 },
    { name: 'Added', kind: 'day', width: 12 },
  ],
  rows: [
    [1, '=HYPERLINK("x")', '2026-11-30'],
    [2.5, 'two\nlines | and a pipe', null],
  ],
};

test('[IS70] a table leaves as CSV with guarded texts, numbers of the style, and empty cells', () => {
  expect(tableCsv(TABLE, 'polish-excel')).toBe(
    '\ufeffNo.;Title;Added\r\n' +
      '1;"\'=HYPERLINK(""x"")";2026-11-30\r\n' +
      '2,5;"two\nlines | and a pipe";\r\n',
  );
});

test('[IS70] a table leaves as Markdown in which nothing becomes markup and every row is one line', () => {
  expect(tableMarkdown(TABLE).split('\n')).toEqual([
    '# Issues \\*now\\*',
    '',
    '| No. | Title | Added |',
    '| ---: | --- | --- |',
    '| 1 | \\=HYPERLINK("x") | 2026-11-30 |',
    '| 2.5 | two lines \\| and a pipe |  |',
    '',
  ]);
});
