import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { ByteReader } from './byte-reader.ts';

interface Case {
  title: string;
  text: string;
  delimiter?: string;
  rows: string[][];
}

/** One suite for both readers: ours and Papa Parse must agree on every regular file. */
const CASES: readonly Case[] = [
  {
    title: 'plain rows',
    text: 'a,b\n1,2\n',
    rows: [
      ['a', 'b'],
      ['1', '2'],
    ],
  },
  {
    title: 'a last row without a line end',
    text: 'a,b\n1,2',
    rows: [
      ['a', 'b'],
      ['1', '2'],
    ],
  },
  {
    title: 'CRLF',
    text: 'a,b\r\n1,2\r\n',
    rows: [
      ['a', 'b'],
      ['1', '2'],
    ],
  },
  {
    title: 'empty cells at both ends',
    text: ',b,\n,,\n',
    rows: [
      ['', 'b', ''],
      ['', '', ''],
    ],
  },
  { title: 'a delimiter in quotes', text: 'a,"b,c"\n', rows: [['a', 'b,c']] },
  { title: 'doubled quotes', text: '"he said ""no""",x\n', rows: [['he said "no"', 'x']] },
  { title: 'a cell of one doubled quote', text: 'x,""""\n', rows: [['x', '"']] },
  {
    title: 'an empty quoted cell',
    text: 'x,""\ny,z\n',
    rows: [
      ['x', ''],
      ['y', 'z'],
    ],
  },
  {
    title: 'line feed in quotes',
    text: 'a,"b\nc"\n1,2\n',
    rows: [
      ['a', 'b\nc'],
      ['1', '2'],
    ],
  },
  {
    title: 'CRLF in quotes, LF between rows',
    text: 'a,"b\r\nc"\n1,2\n',
    rows: [
      ['a', 'b\r\nc'],
      ['1', '2'],
    ],
  },
  {
    title: 'empty lines between rows',
    text: 'a,b\n\n1,2\n\n',
    rows: [
      ['a', 'b'],
      ['1', '2'],
    ],
  },
  { title: 'ragged rows', text: 'a,b\n1\n1,2,3\n', rows: [['a', 'b'], ['1'], ['1', '2', '3']] },
  { title: 'a quote inside an unquoted cell', text: 'a,5" pipe\n', rows: [['a', '5" pipe']] },
  { title: 'quotes amid quoted text', text: '"he said "no" to me",x\n', rows: [['he said "no" to me', 'x']] },
  { title: 'spaces after a closing quote', text: '"a" ,b\n', rows: [['a', 'b']] },
  { title: 'spaces kept in cells', text: ' a , b\n', rows: [[' a ', ' b']] },
  { title: 'semicolons', text: 'a;"b;c";3,5\n', delimiter: ';', rows: [['a', 'b;c', '3,5']] },
  { title: 'tabs', text: 'a\tb c\t"d\te"\n', delimiter: '\t', rows: [['a', 'b c', 'd\te']] },
  { title: 'letters outside ASCII', text: 'zażółć,"gęślą, jaźń"\n', rows: [['zażółć', 'gęślą, jaźń']] },
];

function readOurs(text: string, delimiter: string, chunkBytes: number): string[][] {
  const rows: string[][] = [];
  const reader = new ByteReader(
    { delimiter },
    {
      record({ bytes, starts, ends, count }) {
        const row: string[] = [];
        for (let i = 0; i < count; i++) row.push(new TextDecoder().decode(bytes.slice(starts[i], ends[i])));
        rows.push(row);
      },
    },
  );
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(bytes.subarray(at, at + chunkBytes));
  reader.end();
  return rows;
}

function readPapa(text: string, delimiter: string): string[][] {
  return Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true }).data;
}

describe.each([
  ['our reader', (text: string, delimiter: string) => readOurs(text, delimiter, 1 << 16)],
  ['our reader, byte by byte', (text: string, delimiter: string) => readOurs(text, delimiter, 1)],
  ['Papa Parse', readPapa],
])('%s', (_, read) => {
  test.each(CASES)('[SV7] $title', ({ text, delimiter = ',', rows }) => {
    expect(read(text, delimiter)).toEqual(rows);
  });
});

const cell = fc.string({
  unit: fc.constantFrom('a', 'ż', '1', ',', ';', '"', '\n', '\r\n', ' ', "'", '€', '-'),
  maxLength: 8,
});

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

test('[SV7] any table written with quotes is read back, wherever the chunks are cut', () => {
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      table,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom('\n', '\r\n'),
      (rows, chunkBytes, end) => {
        const text = rows.map((row) => row.map(quote).join(',') + end).join('');
        expect(readOurs(text, ',', chunkBytes)).toEqual(rows);
      },
    ),
  );
});

/** Cells that need no quotes, and cells that have them though they need none: what real exports mix. */
const regularCell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'ż', '7', ' ', '-', '.', '€'), maxLength: 6 }),
  cell.map(quote),
);

test('[SV7] Papa Parse and ours agree on any regular file', () => {
  const row = fc.array(regularCell, { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.integer({ min: 1, max: 50 }),
      (rows, delimiter, end, endsWithLine, chunkBytes) => {
        const text = rows.map((cells) => cells.join(delimiter)).join(end) + (endsWithLine ? end : '');
        const peer = Papa.parse<string[]>(text, { delimiter, newline: end, skipEmptyLines: true }).data;
        expect(readOurs(text, delimiter, chunkBytes)).toEqual(peer);
      },
    ),
    { numRuns: 400 },
  );
});

test('[SV7] any text at all gives the same cells whatever the chunks', () => {
  const anything = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' '), maxLength: 40 });
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: 7 }), (text, chunkBytes) => {
      expect(readOurs(text, ',', chunkBytes)).toEqual(readOurs(text, ',', 1 << 16));
    }),
    { numRuns: 500 },
  );
});

test('[SV7] line ends are counted outside quotes', () => {
  const reader = new ByteReader({ delimiter: ',' }, { record: () => undefined });
  reader.push(new TextEncoder().encode('a,"x\r\ny"\nb,c\r\nd,e\n'));
  reader.end();
  expect(reader.lineEnds).toEqual({ lf: 2, crlf: 1, cr: 0 });
});

test('[SV7] lone carriage returns end rows only where the passport says so', () => {
  const rows: number[] = [];
  const reader = new ByteReader(
    { delimiter: ',', isCarriageReturnOnly: true },
    { record: ({ count }) => void rows.push(count) },
  );
  reader.push(new TextEncoder().encode('a,b\r1,2\r'));
  reader.end();
  expect(rows).toEqual([2, 2]);
});
