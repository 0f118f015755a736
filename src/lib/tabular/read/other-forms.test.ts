import { expect, test } from 'vitest';
import { encodeText } from '../testing/exports.ts';
import { readText } from '../testing/table.ts';
import type { Encoding } from '#lib/base/encoding/encoding.ts';
import { readPassport, type PassportOverrides } from '../file/passport.ts';
import { textOfTable } from '../testing/titled-tables.ts';
import { TableReader, type TableRead } from './read-table.ts';

/** Reads bytes in pieces of `step`, so that every cut comes to pass. */
function readInPieces(bytes: Uint8Array, step: number, overrides: PassportOverrides = {}): TableRead {
  const result = readPassport(bytes, true, overrides);
  if (!result.ok) throw new Error(result.issue.code);
  const reader = new TableReader(result.passport);
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step));
  return reader.finish();
}

const textsOf = ({ table }: TableRead, name: string): string[] => {
  const column = table.columns.find((each) => each.name === name);
  return Array.from(column?.codes ?? [], (code) => column?.dictionary.textAt(code) ?? '');
};
const distinct = (read: TableRead, name: string): string[] => [...new Set(textsOf(read, name))].sort();
const comments = Array.from({ length: 40 }, (_, i) => `slow, "rude" and 'late' ${i}`);

/** Forty rows in each of the ways of quoting that break every row when they are read as the standard says. */
const rowsWith = (quote: (text: string) => string, gap = ''): string =>
  ['ID', 'NPS', 'Comment', 'Region'].join(`,${gap}`) +
  '\n' +
  comments
    .map((text, i) => [String(i + 1), String(i % 11), quote(text), i % 2 ? 'North' : 'South'].join(`,${gap}`))
    .join('\n') +
  '\n';

test.each([
  ['blank-before', rowsWith((text) => `"${text.replaceAll('"', '""')}"`, ' ')],
  ['blank-before', rowsWith((text) => `"${text.replaceAll('"', '""')}"`, '   ')],
  ['backslash', rowsWith((text) => `"${text.replaceAll('"', '\\"')}"`)],
  ['backslash', rowsWith((text) => `"${text.replace(/["']/g, '\\$&')}"`)],
])('[SV132] rows that all break are read with quotes %s, and it is said', (quoting, text) => {
  for (const step of [1, 7, 1 << 20]) {
    const read = readInPieces(new TextEncoder().encode(text), step);
    expect(read.rows).toMatchObject({ imported: 40, rejected: 0 });
    expect(textsOf(read, 'Comment')).toEqual(comments);
    expect(read.issues.find(({ code }) => code === 'other-quoting')?.values).toEqual({ quoting });
  }
});

test('[SV132] quotes behind backslashes are no part of the answers even where every row is whole', () => {
  const text = `ID,Comment\n${Array.from({ length: 20 }, (_, i) => `${i},"so \\"good\\" ${i}"`).join('\n')}\n`;
  expect(textsOf(readText(text), 'Comment')[3]).toBe('so "good" 3');
});

test.each([
  [
    'paths that end with a backslash',
    `ID,Path\n${Array.from({ length: 9 }, (_, i) => `${i},"C:\\dir\\"`).join('\n')}\n`,
  ],
  [
    'doubled quotes and backslashes',
    `ID,T\n${Array.from({ length: 9 }, (_, i) => `${i},"a \\""b\\"" c, d"`).join('\n')}\n`,
  ],
  [
    'a quoted comma in blanks',
    `ID,T\n${Array.from({ length: 9 }, (_, i) => `${i},"said, ""no"", twice"`).join('\n')}\n`,
  ],
])('[SV132] the standard stays with %s', (_, text) => {
  const result = readPassport(new TextEncoder().encode(text), true);
  expect(result.ok && result.passport.quoting.value).toBe('standard');
  expect(readText(text).rows).toMatchObject({ imported: 9, rejected: 0 });
});

test.each(['sep=;\n', '"sep=;"\n', 'SEP=;\r\n', 'sep=;;;\n', '"sep=;"\r\n'])(
  '[SV133] %j is the hint of Excel and no data',
  (hint) => {
    const read = readText(`${hint}ID;NPS,x\n1;9\n2;8\n`);
    expect(read.table.columns.map(({ name }) => name)).toEqual(['ID', 'NPS,x']);
    expect(read.rows.imported).toBe(2);
  },
);

test('[SV134] stray zeros cost a warning with their row, wherever the file is cut', () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i + 1},${i % 11},ok`);
  rows[4] = '5,5,b\0ad';
  const bytes = new TextEncoder().encode(`ID,NPS,Comment\n${rows.join('\n')}\n`);
  for (const step of [1, 13, 1 << 20]) {
    const read = readInPieces(bytes, step);
    expect(read.rows.imported).toBe(40);
    expect(textsOf(read, 'Comment')[4]).toBe('bad');
    expect(read.issues.find(({ code }) => code === 'stray-zeros')).toMatchObject({
      row: 5,
      values: { count: 1 },
    });
  }
  const crashed = readInPieces(Uint8Array.from([...bytes, ...new Uint8Array(4096)]), 1 << 20);
  expect(crashed.rows.imported).toBe(40);
});

test.each(['utf-16le', 'utf-16be'] as const)(
  '[SV134] %s without its mark is recognised in Polish, and read when a person says so',
  (encoding) => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i + 1};${i % 11};Zażółć gęślą jaźń, łąkę źdźbło`);
    const bytes = encodeText(`ID;NPS;Źródło\n${rows.join('\n')}\n`, encoding);
    for (const overrides of [{}, { encoding }]) {
      const read = readInPieces(bytes, 1001, overrides);
      expect([read.encoding, read.rows.imported, read.table.columns[2]?.name]).toEqual([
        encoding,
        30,
        'Źródło',
      ]);
    }
  },
);

test('[SV134] who says the encoding says that it is text', () => {
  const bytes = Uint8Array.from([
    ...new TextEncoder().encode('ID,T\n'),
    ...Array.from({ length: 60 }, (_, i) => [0x31, 0x2c, 1 + (i % 8), 0x0a]).flat(),
  ]);
  expect(readPassport(bytes, true)).toMatchObject({ ok: false, issue: { code: 'binary' } });
  expect(readPassport(bytes, true, { encoding: 'windows-1250' })).toMatchObject({ ok: true });
});

const ENCODED: readonly (readonly [Encoding, string])[] = [
  ['utf-8', '\u00a0'],
  ['windows-1250', '\u00a0'],
  ['iso-8859-2', '\u00a0'],
  ['cp852', '\u00a0'],
  ['utf-16le', '\u00a0'],
];
test.each(ENCODED)(
  '[SV130] in %s blanks at the edges and no-break spaces make no difference',
  (encoding, blank) => {
    const forms = ['Łódź', 'Łódź ', ` Łódź${blank}`, `${blank}Łódź`, '\tŁódź'];
    const rows = Array.from({ length: 50 }, (_, i) => `${i};${forms[i % 5]};Nowy${i % 2 ? ' ' : blank}Sącz`);
    const read = readInPieces(encodeText(`ID;Miasto;Oddział\n${rows.join('\n')}\n`, encoding), 97, {
      encoding,
    });
    expect([distinct(read, 'Miasto'), distinct(read, 'Oddział')]).toEqual([['Łódź'], ['Nowy Sącz']]);
  },
);

test('[SV130] letters in two forms of Unicode are one answer, in ids and headings as well', () => {
  const names = ['Obsługa', 'Księgowość', 'Łódź'];
  const rows = Array.from(
    { length: 60 },
    (_, i) => `r${i} ;${names[i % 3]?.normalize(i % 2 ? 'NFD' : 'NFC')}`,
  );
  const read = readText(`ID;${'Dział klientów ś'.normalize('NFD')}\n${rows.join('\n')}\n`);
  expect(read.table.columns[1]?.name).toBe('Dział klientów ś'.normalize('NFC'));
  expect(distinct(read, read.table.columns[1]?.name ?? '')).toEqual([...names].sort());
  expect(textsOf(read, 'ID')[7]).toBe('r7');
});

test.each([
  ['halves', ['1,5', '2', '2,5', '4,5'], ','],
  ['quarters', ['0,25', '1,75', '2,5', '3'], ','],
  ['averages', ['3,7', '4,2', '2,9', '4,8'], ','],
  ['thousands and a comma', ['1.234,50', '12.000,00', '999,99'], ','],
  ['thousands by blanks', ['1 234,50', '12\u00a0000,00', '7,25'], ','],
  ['codes', ['1', '2', '1,2', '1,3', '2,3', '2,4'], '.'],
  ['three codes', ['1', '2', '1,2,3', '4'], '.'],
])('[SV128] a column of %s has its own mark beside one of amounts with points', (_, answers, mark) => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    String(i),
    answers[i % answers.length] ?? '',
    `${100 + i}.25`,
    `${i}.5`,
  ]);
  const read = readText(
    textOfTable({ above: [], header: [['ID', 'A', 'B', 'C']], answers: rows, below: [] }),
  );
  expect(read.table.decimal).toBe('.');
  expect(read.table.columns[1]?.decimal ?? read.table.decimal).toBe(mark);
  expect(read.issues.some(({ code }) => code === 'other-decimal')).toBe(mark === ',');
  // Who says the mark says it of every column.
  const chosen = readText(
    textOfTable({ above: [], header: [['ID', 'A', 'B', 'C']], answers: rows, below: [] }),
    { decimal: '.' },
  );
  expect(chosen.table.columns[1]?.decimal).toBeUndefined();
});
