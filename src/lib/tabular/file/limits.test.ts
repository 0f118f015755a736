import { expect, test } from 'vitest';
import { FEWEST_DATES, guessZone, UNSTATED_ZONE } from './date-passport.ts';
import { FEWEST_ROWS, openSource } from './survey-source.ts';
import { isMostlyEmpty, MANY_CELLS, MAX_CELLS_A_ROW } from './workbook.ts';
import { elementsIn, elementsOf, MAX_ELEMENT_LETTERS, MOST_UNCLOSED } from './xml-pieces.ts';
import { isBomb, MAX_MEMBERS, MAX_RATIO, RATIO_FREE_BYTES, ZipArchive } from './zip-archive.ts';
import { workbookOf, zipOf } from '../testing/workbook.ts';

/** The name of a column, from 0: A, B, ... Z, AA. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

async function textOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const result = await openSource(new Blob([bytes]));
  return result.ok ? result.source.text.text() : result.issue.code;
}

test('[SV115] a row goes as far as the last column of Excel, and no further', async () => {
  const withCell = async (column: number): Promise<string> => {
    const row = `<row><c r="${columnName(column)}3"><v>1</v></c></row>`;
    return textOf(await workbookOf({ Dane: [['id'], [1]] }, { beforeSheetEnd: row }));
  };
  expect((await withCell(MAX_CELLS_A_ROW - 1)).split('\n')[2]).toBe(`${','.repeat(MAX_CELLS_A_ROW - 1)}1`);
  expect(await withCell(MAX_CELLS_A_ROW)).toBe('damaged-workbook');
});

test('[SV115] a sheet of many cells must hold something in one of a hundred', () => {
  expect([isMostlyEmpty(0, MANY_CELLS), isMostlyEmpty(0, MANY_CELLS + 1)]).toEqual([false, true]);
  expect(isMostlyEmpty(MANY_CELLS / 100 + 1, MANY_CELLS + 100)).toBe(false);
  expect(isMostlyEmpty(MANY_CELLS / 100, MANY_CELLS + 100)).toBe(true);
});

test('[SV29] a sheet with fewer rows than a heading and an answer is passed over', async () => {
  const rows = (count: number): string[][] => Array.from({ length: count }, (_, i) => [`a${i}`, 'b']);
  const opened = async (count: number): Promise<string | undefined> => {
    const result = await openSource(new Blob([await workbookOf({ One: rows(count), Two: rows(5) })]));
    return result.ok ? result.source.workbook?.sheet : result.issue.code;
  };
  expect([await opened(FEWEST_ROWS - 1), await opened(FEWEST_ROWS)]).toEqual(['Two', 'One']);
});

test('[SV28] fewer times with a zone than these do not name the zone of a file', () => {
  const zoneOf = (zoned: number, others: number): string =>
    guessZone(
      [],
      [{ name: 'when', label: 'when' }],
      [
        ...Array.from({ length: zoned }, () => ['2026-05-01 12:00:00 CEST']),
        ...Array.from({ length: others }, () => ['2026-05-01 12:00:00']),
      ],
    ).value;
  expect(zoneOf(FEWEST_DATES - 1, FEWEST_DATES - 1)).toBe(UNSTATED_ZONE);
  expect(zoneOf(FEWEST_DATES, FEWEST_DATES)).toBe('CEST');
  // A file of fewer rows is taken at its word.
  expect(zoneOf(FEWEST_DATES - 1, 0)).toBe('CEST');
});

test('[SV29] an element as long as the longest is waited for, one letter more is refused', async () => {
  const read = async (letters: number): Promise<number> => {
    const begin = '<row>';
    async function* pieces(): AsyncGenerator<string> {
      yield begin;
      yield 'x'.repeat(letters - begin.length);
      yield '</row>';
    }
    let length = 0;
    for await (const row of elementsOf(pieces(), 'row')) length += row.length;
    return length;
  };
  expect(await read(MAX_ELEMENT_LETTERS)).toBe(MAX_ELEMENT_LETTERS + '</row>'.length);
  await expect(read(MAX_ELEMENT_LETTERS + 1)).rejects.toThrow('suspicious-archive');
});

test('[SV115] so many kinds of unclosed tags are passed over, one more is refused', () => {
  const kinds = (count: number): string => Array.from({ length: count }, (_, i) => `<p${i}:c >`).join('');
  expect([...elementsIn(kinds(MOST_UNCLOSED), 'c')]).toEqual([]);
  expect(() => [...elementsIn(kinds(MOST_UNCLOSED + 1), 'c')]).toThrow('damaged-workbook');
});

test('[SV29] a member may inflate so many times and no more, a small one as it likes', () => {
  const packed = RATIO_FREE_BYTES;
  expect(isBomb(packed * MAX_RATIO, packed)).toBe(false);
  expect(isBomb(packed * MAX_RATIO + 1, packed)).toBe(true);
  expect(isBomb(packed * (MAX_RATIO - 1), packed)).toBe(false);
  expect([isBomb(RATIO_FREE_BYTES, 1), isBomb(RATIO_FREE_BYTES + 1, 1)]).toEqual([false, true]);
});

test('[SV29] an archive of more members is not even looked through', async () => {
  const claiming = async (members: number): Promise<Blob> => {
    const bytes = await zipOf([{ name: 'a', text: 'a' }]);
    new DataView(bytes.buffer).setUint16(bytes.length - 22 + 10, members, true);
    return new Blob([bytes]);
  };
  // The list is too short for either claim; with the first one that is found out by reading it.
  await expect(ZipArchive.open(await claiming(MAX_MEMBERS))).rejects.toThrow('damaged-workbook');
  await expect(ZipArchive.open(await claiming(MAX_MEMBERS + 1))).rejects.toThrow('suspicious-archive');
});
