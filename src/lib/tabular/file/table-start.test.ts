import { expect, test } from 'vitest';
import { readText } from '../testing/table.ts';
import {
  PLAIN_HEADER,
  plainAnswers,
  rowsOfTable,
  textOfTable,
  type TitledTable,
  type WrittenAs,
} from '../testing/titled-tables.ts';
import { readPassport } from './passport.ts';
import { findTableStart, MOST_HEADING_ROW } from './table-start.ts';

const TITLES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  none: [],
  'one line': [['Raport satysfakcji klienta']],
  'a blank line alone': [['']],
  'a title and a blank line': [['Customer satisfaction, January 2026'], ['']],
  'a period in two cells': [['Raport'], ['Okres od', '2026-01-01'], ['Okres do', '2026-01-31'], ['']],
  'blank lines between': [['Raport'], [''], ['Sklep: Wrocław'], [''], [''], ['Liczba ankiet', '60'], ['']],
  'the delimiter in it': [
    ['Raport', 'styczeń 2026'],
    ['Sklepy', 'Wrocław', 'Łódź'],
  ],
  'numbers and dates': [['2026'], ['Wersja', '3', '12.02.2026'], ['Wydruk', '2026-02-01 12:30']],
  'a group above the headings': [['Badanie NPS'], ['', 'Oceny', '', 'Opinie']],
  'a quoted line': [['Raport "miesięczny"'], ['Uwagi: linia pierwsza\nlinia druga']],
  'many lines': Array.from({ length: 20 }, (_, i) => [`Filtr ${i + 1}: sklep nr ${i * 7}`]),
};
const WRITINGS: readonly WrittenAs[] = [
  {},
  { isPadded: true },
  { isQuoted: true },
  { delimiter: ',' },
  { delimiter: ',', isPadded: true, isQuoted: true, lineEnd: '\r\n' },
  { delimiter: '\t' },
  { delimiter: '|', isPadded: true },
];

const tableUnder = (above: TitledTable['above'], header = [PLAIN_HEADER]): TitledTable => ({
  above,
  header,
  answers: plainAnswers(),
  below: [],
});

test.each(Object.keys(TITLES).flatMap((name) => WRITINGS.map((writing) => [name, writing] as const)))(
  '[SV124] headings under %s, written as %o',
  (name, writing) => {
    const above = TITLES[name] ?? [];
    const { table, rows, issues } = readText(textOfTable(tableUnder(above), writing));
    expect(table.columns.map((column) => column.name)).toEqual(PLAIN_HEADER);
    expect(rows).toMatchObject({ imported: 60, rejected: 0, excluded: 0 });
    expect(issues.filter(({ code }) => code === 'rows-above').map(({ values }) => values?.count)).toEqual(
      above.length > 0 ? [above.length] : [],
    );
  },
);

test.each(Object.entries(TITLES))(
  '[SV124] two columns, three answers and texts alone under %s',
  (_, above) => {
    const two = {
      above,
      header: [['ID', 'NPS']],
      answers: plainAnswers(12).map((row) => row.slice(0, 2)),
      below: [],
    };
    const few = { ...tableUnder(above.slice(-4)), answers: plainAnswers(4) };
    const texts = {
      above: above.filter((row) => row.length < 3),
      header: [['Region', 'Komentarz', 'Sklep']],
      answers: plainAnswers().map(([, , region = '', comment = '']) => [region, comment || 'brak', 'Łódź']),
      below: [],
    };
    for (const table of [two, few, texts]) {
      const start = findTableStart(rowsOfTable(table));
      expect(rowsOfTable(table)[start.row]).toEqual(table.header[0]);
    }
  },
);

test('[SV124] two heading rows under a title: names, and the questions as labels', () => {
  const labels = ['Numer ankiety', 'Czy polecisz nas znajomym?', 'Region klienta', 'Dlaczego taka ocena?'];
  for (const above of [[], [['Raport'], ['']]]) {
    const { table, rows } = readText(textOfTable(tableUnder(above, [PLAIN_HEADER, labels])));
    expect(table.columns.map(({ name }) => name)).toEqual(PLAIN_HEADER);
    expect(table.columns.map(({ label }) => label)).toEqual(labels);
    expect(rows.imported).toBe(60);
  }
});

test('[SV124] a title of as many cells as the table has columns is no heading', () => {
  const answers = plainAnswers().map((row, i) => [row[1] ?? '', `opinia ${i}`]);
  const table = { above: [['Wyniki', 'styczeń 2026']], header: [['NPS', 'Komentarz']], answers, below: [] };
  expect(readText(textOfTable(table)).table.columns.map(({ name }) => name)).toEqual(['NPS', 'Komentarz']);
  // An odd first answer is one.
  const odd = { ...table, above: [], answers: [['brak', 'nic'], ...answers] };
  expect(readText(textOfTable(odd)).rows.imported).toBe(61);
});

test('[SV124] a table without headings under a title keeps all of its answers', () => {
  const { rows } = readText(textOfTable({ ...tableUnder([['Raport'], ['']]), header: [] }));
  expect(rows.imported).toBe(60);
});

test('[SV124] people who answered next to nothing are no lines of a title', () => {
  const answers = [
    ['1', '', '', ''],
    ['2', '', '', ''],
    ['3', 'brak', 'Północ', ''],
    ...plainAnswers().slice(3),
  ];
  const { table, rows } = readText(textOfTable({ ...tableUnder([]), answers }));
  expect(table.columns.map(({ name }) => name)).toEqual(PLAIN_HEADER);
  expect(rows.imported).toBe(60);
});

test('[SV124] the headings are looked for in so many rows', () => {
  const under = (lines: number): string[] => {
    const above = Array.from({ length: lines }, (_, i) => [`Filtr ${i}`]);
    return readText(textOfTable({ ...tableUnder(above), answers: plainAnswers(120) })).table.columns.map(
      ({ name }) => name,
    );
  };
  expect(under(MOST_HEADING_ROW - 1)).toEqual(PLAIN_HEADER);
  expect(under(MOST_HEADING_ROW + 1)).not.toEqual(PLAIN_HEADER);
});

test('[SV125] a person points at the row of the headings, and what stands above is nowhere in the table', () => {
  const table = tableUnder([['Dla: Jan Kowalski', 'tel. 600 700 800', 'a@example.org', 'pilne']]);
  const text = textOfTable(table);
  const read = readText(text, { headingRow: 2 });
  expect(read.table.columns.map(({ name }) => name)).toEqual(PLAIN_HEADER);
  expect(JSON.stringify(read)).not.toContain('Kowalski');
  const first = readPassport(new TextEncoder().encode(text), true, { headingRow: 1 });
  expect(first.ok && first.passport.headingRow).toMatchObject({ value: 1, isOverridden: true });
  expect(first.ok && first.passport.headings[0]?.name).toBe('Dla: Jan Kowalski');
});
