import { expect, test } from 'vitest';
import { readPassport } from '../file/passport.ts';
import { readText } from '../testing/table.ts';
import { ByteReader, MAX_RECORD_BYTES } from './byte-reader.ts';
import { MAX_REPAIRS_LISTED } from './mixed-rows.ts';
import {
  FEWEST_RESCUED_CELLS,
  LONGEST_SHOWN,
  MAX_REJECTED_BYTES,
  MAX_REJECTED_KEPT,
  shown,
  type TableRead,
  TableReader,
} from './read-table.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function readBytes(pieces: readonly Uint8Array[]): TableRead {
  const head = Uint8Array.from(pieces.slice(0, 3).flatMap((piece) => [...piece.subarray(0, 1000)]));
  const result = readPassport(head, false, { headerRows: 1, delimiter: ',' });
  if (!result.ok) throw new Error(result.issue.code);
  const reader = new TableReader(result.passport);
  for (const piece of pieces) reader.push(piece);
  return reader.finish();
}

test('[SV36] a quoted cell as long as the longest is read, a byte more is a quote that was never closed', () => {
  const lengths = (letters: number): number[] => {
    const found: number[] = [];
    const reader = new ByteReader(
      { delimiter: ',' },
      {
        record: (cells) => {
          found.push(
            cells.isUnclosed ? -1 : (cells.ends[cells.first] ?? 0) - (cells.starts[cells.first] ?? 0),
          );
        },
        release: () => undefined,
      },
    );
    reader.push(encode(`"${'a'.repeat(letters)}",1\n2,3\n`));
    reader.end();
    return found;
  };
  expect(lengths(MAX_RECORD_BYTES)).toEqual([MAX_RECORD_BYTES, 1]);
  expect(lengths(MAX_RECORD_BYTES + 1)).toEqual([-1, 1]);
});

test('[SV26] so many repaired answers are listed, all are counted', () => {
  const read = (foreign: number): TableRead => {
    const whole = Array.from({ length: 2 * MAX_REPAIRS_LISTED }, (_, i) => encode(`${i},żółć ${i}\n`));
    // 0xf3 is "ó" in windows-1250, and nothing in UTF-8.
    const odd = Array.from({ length: foreign }, (_, i) =>
      Uint8Array.of(...encode(`${i},kr`), 0xf3, ...encode('l\n')),
    );
    return readBytes([encode('id,text\n'), ...whole, ...odd]);
  };
  for (const foreign of [MAX_REPAIRS_LISTED, MAX_REPAIRS_LISTED + 1]) {
    const { repairedCells, rows } = read(foreign);
    expect([repairedCells.length, rows.imported]).toEqual([
      MAX_REPAIRS_LISTED,
      2 * MAX_REPAIRS_LISTED + foreign,
    ]);
  }
  expect(read(MAX_REPAIRS_LISTED - 1).repairedCells).toHaveLength(MAX_REPAIRS_LISTED - 1);
});

test('[SV9] so many rejected rows are kept with their cells, all are counted', () => {
  for (const rejected of [MAX_REJECTED_KEPT - 1, MAX_REJECTED_KEPT, MAX_REJECTED_KEPT + 1]) {
    const { rows, rejectedRows } = readText(`id,score\n1,9\n${'1,2,3\n'.repeat(rejected)}`, {
      headerRows: 1,
    });
    expect(rows.rejected).toBe(rejected);
    expect(rejectedRows).toHaveLength(Math.min(rejected, MAX_REJECTED_KEPT));
  }
});

test('[SV9] rejected rows are kept until they fill so many bytes', () => {
  const kept = (bytes: number): number => {
    const rows = 8;
    const letters = Math.floor(bytes / rows);
    const pieces = Array.from({ length: rows }, (_, i) =>
      encode(`1,2,${'x'.repeat(letters - 2 + (i === 0 ? bytes - rows * letters : 0))}\n`),
    );
    return readBytes([encode('id,score\n1,9\n'), ...pieces, encode('1,2,3\n')]).rejectedRows.length;
  };
  expect([kept(MAX_REJECTED_BYTES), kept(MAX_REJECTED_BYTES + 1)]).toEqual([9, 8]);
});

test('[SV36] a row in another delimiter is rescued where the file has enough columns to be sure', () => {
  const rescued = (columns: number): number => {
    const row = (mark: string, cell: string): string =>
      Array.from({ length: columns }, () => cell).join(mark);
    const { issues } = readText(`${row(';', 'h')}\n${row(';', 'a')}\n${row(',', 'b')}\n${row(';', 'c')}\n`, {
      delimiter: ';',
      headerRows: 1,
    });
    return issues.filter(({ code }) => code === 'other-delimiter').length;
  };
  expect([rescued(FEWEST_RESCUED_CELLS - 1), rescued(FEWEST_RESCUED_CELLS)]).toEqual([0, 1]);
});

test('[SV26] an answer in a message is cut when it is longer', () => {
  const whole = 'x'.repeat(LONGEST_SHOWN);
  expect([shown(whole), shown('x'.repeat(LONGEST_SHOWN + 1))]).toEqual([whole, `${whole}…`]);
});
