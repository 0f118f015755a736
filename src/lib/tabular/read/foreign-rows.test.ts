import { expect, test } from 'vitest';
import { readText } from '../testing/table.ts';
import { PLAIN_HEADER, plainAnswers, textOfTable, type TitledTable } from '../testing/titled-tables.ts';
import type { TableRead } from './read-table.ts';

const NUMBERS = ['ID', 'NPS', 'Ocena obsługi'];
/** Fifty answers: NPS sum 235, mean 4.7; rating sum 150, mean 3. */
const numbers = (): string[][] =>
  Array.from({ length: 50 }, (_, i) => [String(i + 1), String(i % 11), String((i % 5) + 1)]);
const sums = { nps: numbers().reduce((sum, [, nps]) => sum + Number(nps), 0), rating: 150 };

const tableWith = (parts: Partial<TitledTable>): TitledTable => ({
  above: [],
  header: [NUMBERS],
  answers: numbers(),
  below: [],
  ...parts,
});
const withTotals = (...below: string[][]): string => textOfTable(tableWith({ below }));

const codesOf = ({ issues }: TableRead): string[] => issues.map(({ code }) => code);

test.each([
  [['Razem', '', '']],
  [
    ['Suma', String(sums.nps), '150'],
    ['Średnia', '4,9', '3,0'],
  ],
  [
    ['Razem:', '', ''],
    ['Średnia ocen', '4,86', '3'],
  ],
  [['OGÓŁEM', '50', '50']],
  [
    ['Łącznie', '50'],
    ['Mediana', '5', '3'],
    ['Odch. std.', '3,17', '1,43'],
  ],
  [['Total', '', '150']],
  [['Grand Total', String(sums.nps), '150']],
  [
    ['Average', '4.86', '3.00'],
    ['Count', '50', '50'],
    ['Std Dev', '3.2', '1.4'],
  ],
  [
    ['Mean:', '4.9', '3.0'],
    ['N', '50', '50'],
    ['Min', '0', '1'],
    ['Max', '10', '5'],
  ],
  [['', 'Razem', '150']],
  [['', String(sums.nps), '150']],
  [['', '4,9', '3,0']],
  [
    ['', '4.70', '3.00'],
    ['', '50', '50'],
  ],
  [['51', '4,7', '3,0']],
  [['Wygenerowano: 2026-02-01']],
  [['Razem', '', ''], ['Źródło: system ankiet'], ['* n > 30']],
  [['', '', ''], ['Suma', String(sums.nps), '150'], ['', '', ''], ['End of report']],
])('[SV127] below the answers %j is left out, with its reason and its rows', (...below) => {
  const rows = (below as unknown as string[][]).filter((row) => row.some((cell) => cell !== ''));
  const read = readText(withTotals(...(below as unknown as string[][])));
  expect(read.rows.imported).toBe(50);
  expect(read.rows.reasons['total-row']).toBe(rows.length);
  expect(read.rows.read).toBe(read.rows.imported + read.rows.excluded);
  expect(read.table.columns.every(({ codes }) => codes.length === 50)).toBe(true);
  expect(codesOf(read)).toContain('total-rows');
});

test('[SV127] they can be kept, and are still named', () => {
  const text = withTotals(['Razem', '', ''], ['Średnia', '4,9', '3,0']);
  const read = readText(text, { totalRows: 'keep' });
  expect(read.rows).toMatchObject({ imported: 52, excluded: 0 });
  expect(read.issues.find(({ code }) => code === 'total-rows-kept')?.values).toMatchObject({
    count: 2,
    rows: '51, 52',
  });
});

test.each([
  ['a mean answer', [['51', '5', '3']]],
  ['an answer without its rating', [['51', '5', '']]],
  ['an answer that goes on with the ids', [['51', '10', '5']]],
  ['somebody without an id', [['', '5', '4']]],
])('[SV127] %s at the end stays an answer', (_, below) => {
  expect(readText(withTotals(...below)).rows).toMatchObject({ imported: 51, excluded: 0 });
});

test('[SV127] words of sums within comments and names of groups stay answers', () => {
  const answers = plainAnswers().map((row, i) =>
    i > 55 ? [...row.slice(0, 3), 'Razem z żoną czekaliśmy, suma opłat za duża'] : row,
  );
  answers.push(['61', '3', 'Średnia Wieś', 'razem']);
  const read = readText(textOfTable({ above: [], header: [PLAIN_HEADER], answers, below: [] }));
  expect(read.rows).toMatchObject({ imported: 61, excluded: 0 });
});

test('[SV126] the headings again in the middle are left out, titles and totals of each part with them', () => {
  const part = {
    above: [['Sklep: Wrocław'], ['']],
    header: [PLAIN_HEADER],
    answers: plainAnswers(20),
    below: [],
  };
  const glued =
    textOfTable(part) + textOfTable({ ...part, below: [['Razem', '', '', '']] }) + textOfTable(part);
  const read = readText(glued);
  expect(read.rows.imported).toBe(60);
  expect(read.rows.reasons).toEqual({ 'repeated-heading': 4, 'total-row': 1 });
  expect(codesOf(read)).toContain('repeated-headings');
});

test('[SV126] each of several header rows is left out where it comes again', () => {
  const labels = ['Numer ankiety', 'Czy polecisz nas znajomym?', 'Region klienta', 'Dlaczego taka ocena?'];
  const part = textOfTable({
    above: [],
    header: [PLAIN_HEADER, labels],
    answers: plainAnswers(20),
    below: [],
  });
  expect(readText(part + part).rows).toMatchObject({ imported: 40, reasons: { 'repeated-heading': 2 } });
});

test('[SV126] headings that come again in other letters are headings', () => {
  const part = (header: string[]): string =>
    textOfTable({ above: [], header: [header], answers: plainAnswers(20), below: [] });
  const glued = part(PLAIN_HEADER) + part(PLAIN_HEADER.map((heading) => heading.toUpperCase()));
  expect(readText(glued).rows).toMatchObject({ imported: 40, reasons: { 'repeated-heading': 1 } });
});

test('[SV126] exports with a byte order mark each may be glued', () => {
  const part = textOfTable(
    { above: [], header: [PLAIN_HEADER], answers: plainAnswers(20), below: [] },
    { isQuoted: true },
  );
  expect(readText(`\ufeff${part}\ufeff${part}`).rows).toMatchObject({
    imported: 40,
    reasons: { 'repeated-heading': 1 },
  });
});

test('[SV126] an answer that equals one heading is an answer', () => {
  const answers = [...plainAnswers(20), ['21', '9', 'Region', 'Komentarz']];
  const read = readText(textOfTable({ above: [], header: [PLAIN_HEADER], answers, below: [] }));
  expect(read.rows).toMatchObject({ imported: 21, excluded: 0 });
});

test('[SV9] rows are named as they are counted in the file, those before them that were left out included', () => {
  const answers = [...numbers()];
  answers.splice(10, 0, ['', '', ''], ['7', '7', '7', '7', '7']);
  const read = readText(textOfTable(tableWith({ answers, below: [['Razem', '', '']] })));
  expect(read.issues.find(({ code }) => code === 'total-rows')?.values?.['rows']).toBe('53');
});

test('[SV130] a row of blanks alone is an empty row', () => {
  const read = readText(
    textOfTable(tableWith({ answers: [...numbers(), [' ', '\u00a0', '  '], ['51', '3', '2']] })),
  );
  expect(read.rows).toMatchObject({ imported: 51, excluded: 1, reasons: { 'empty-row': 1 } });
});
