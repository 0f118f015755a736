import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, csvText, guardFormula, unguardFormula } from '#lib/base/csv-cell.ts';
import { exportTable } from './export-csv.ts';
import { columnOf, readText } from '../testing/table.ts';
import type { SurveyColumn, SurveyTable } from './table.ts';
import { tidyText } from './tidy-text.ts';
import { unguardTable } from './unguard-table.ts';

function tableOf(columns: readonly SurveyColumn[], decimal: '.' | ',' = '.'): SurveyTable {
  return {
    rowCount: columns[0]?.codes.length ?? 0,
    decimal,
    columns: columns.map((column, index) => ({ ...column, index })),
  };
}

test.each(['=1+1', '+48 600', '-5+2', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '－1', '＠x', "'=1", "''=1"])(
  '[SV74] %j gets an apostrophe in front and comes back without it',
  (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
    expect(unguardFormula(guardFormula(text))).toBe(text);
  },
);

test.each(['-5', '-5,25', '-5.25', '12', "don't", "'tis", 'a=b', ''])(
  '[SV74] %j is no formula and stays as it is',
  (text) => {
    expect(guardFormula(text)).toBe(text);
    expect(unguardFormula(text)).toBe(text);
  },
);

test('[SV74] a Polish Excel gets a mark, semicolons, decimal commas and CRLF; others get commas and points', () => {
  const table = tableOf([
    columnOf(['-5', '3.5'], { name: 'score', role: 'number' }),
    columnOf(['=HYPERLINK("x")', 'a;b'], { name: 'komentarz', role: 'comment' }),
    columnOf(['0012', '7'], { name: 'id', role: 'id' }),
  ]);
  expect([...exportTable(table, 'polish-excel')].join('')).toBe(
    '\ufeffscore;komentarz;id\r\n-5;"\'=HYPERLINK(""x"")";0012\r\n3,5;"a;b";7\r\n',
  );
  expect([...exportTable(table, 'international', Int32Array.of(1))].join('')).toBe(
    '\ufeffscore,komentarz,id\r\n3.5,a;b,7\r\n',
  );
});

test('[SV74] figures are numbers in the style, and no figure is an empty cell', () => {
  expect(csvLine(['NPS', -12.5, NaN, -0], 'polish-excel')).toBe('NPS;-12,5;;0\r\n');
  expect(csvText([['a'], [1.5]], 'international')).toBe('\ufeffa\r\n1.5\r\n');
});

test('[SV75] a large wave comes in pieces, not as one text', () => {
  const comments = Array.from({ length: 3000 }, (_, i) => `${i} ${'word '.repeat(200)}`.trim());
  const pieces = [...exportTable(tableOf([columnOf(comments, { role: 'comment' })]), 'international')];
  expect(pieces.length).toBeGreaterThan(2);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1.1 * 2 ** 20);
});

test('[SV75] export, then import, gives the same answers, whatever was written', () => {
  const special = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    "'",
    '"',
    ';',
    ',',
    '\t',
    '\r\n',
    '\n',
    '＝',
    '5',
    'ż',
    ' ',
  );
  const text = fc
    .array(fc.oneof(special, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 6 })
    .map((parts) =>
      parts
        .join('')
        .replaceAll('\0', '')
        .replace(/\r(?!\n)/g, ''),
    )
    // Blanks and accents come back in the form in which answers are compared [SV130].
    .map(tidyText)
    .filter((joined) => joined.trim() === joined && joined.isWellFormed() && !joined.includes('\ufeff'));
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 2, maxLength: 8 }),
      fc.constantFrom('polish-excel' as const, 'international' as const),
      (answers, style) => {
        const ids = answers.map((_, i) => `r${i}`);
        const table = tableOf([
          columnOf(ids, { name: 'id', role: 'id' }),
          columnOf(answers, { name: 'comment', role: 'comment' }),
        ]);
        const delimiter = style === 'polish-excel' ? ';' : ',';
        const read = readText([...exportTable(table, style)].join(''), { delimiter, headerRows: 1 });
        const asComments = read.table.columns.map((each) => ({ ...each, role: 'comment' as const }));
        const column = unguardTable({ ...read.table, columns: asComments }).columns[1];
        const back = answers.map((_, row) => column?.dictionary.textAt(column.codes[row] ?? 0));
        expect(back).toEqual(answers);
      },
    ),
    { numRuns: 300 },
  );
});
