import { tidyText } from '../table/tidy-text.ts';
import type { CodedRows } from './coded-rows.ts';
import type { BuiltColumn } from './column-builder.ts';
import { withoutUnused } from './tidy-column.ts';
import { findTotals } from './total-rows.ts';

/** Why a row that could be read is none of a respondent. */
export type ForeignReason = 'repeated-heading' | 'total-row' | 'empty-row';

/** Rows that are no answers, by their place among the rows read into columns, from 0. */
export type ForeignRows = ReadonlyMap<number, ForeignReason>;

/**
 * Finds rows that are no answers once a file was read: its header rows again, where exports were glued together; sums,
 * averages and notes below the answers; rows of blanks alone. `header` and `above` are the rows at the beginning of the
 * file. See [SV126], [SV127].
 */
export function findForeignRows(
  rows: CodedRows,
  header: readonly (readonly string[])[],
  above: readonly (readonly string[])[],
): ForeignRows {
  const found = new Map<number, ForeignReason>();
  const width = rows.columns.length;
  const padded = (row: readonly string[]): string[] =>
    Array.from({ length: width }, (_, column) => tidyText(row[column] ?? ''));
  for (const each of header) {
    for (const row of rowsLike(rows, padded(each), Math.min(2, width))) found.set(row, 'repeated-heading');
  }
  if (found.size > 0) {
    // The titles of the exports that were glued come along.
    for (const each of above)
      for (const row of rowsLike(rows, padded(each), 1)) found.set(row, 'repeated-heading');
  }
  const ends = [...[...found.keys()].sort((a, b) => a - b), rows.count];
  let start = 0;
  for (const end of ends) {
    for (const row of findTotals(rows, start, end)) found.set(row, 'total-row');
    start = end + 1;
  }
  for (const row of blankRows(rows)) found.set(row, 'empty-row');
  return found;
}

/** The rows that equal a text row in every cell, when that fills at least `fewest` of them. */
function rowsLike(rows: CodedRows, texts: readonly string[], fewest: number): number[] {
  const filled = texts.flatMap((text, column) => (text === '' ? [] : [column]));
  if (filled.length < fewest) return [];
  // Few different answers are looked through sooner.
  const sizeOf = (column: number): number => rows.columns[column]?.offsets.length ?? 0;
  const [first] = filled.sort((a, b) => sizeOf(a) - sizeOf(b));
  if (first === undefined) return [];
  const wanted = rows.codesOf(texts[first] ?? '', first);
  if (wanted.size === 0) return [];
  const like: number[] = [];
  rows.columns[first]?.codes.forEach((code, row) => {
    if (wanted.has(code) && texts.every((text, column) => isSameHeading(rows.cell(row, column), text)))
      like.push(row);
  });
  return like;
}

/** A file that was glued to another brings its byte order mark along, and the quotes of its first heading stay. */
function isSameHeading(cell: string, heading: string): boolean {
  const plain = cell.startsWith('"') ? cell.replace(/^"|"$/g, '') : cell;
  return plain.toLowerCase() === heading.toLowerCase();
}

/** Rows without any answer; only an answer of blanks alone can leave one. */
function blankRows({ columns, count }: CodedRows): number[] {
  const [shortest, ...others] = columns;
  if (!shortest) return [];
  const blank: number[] = [];
  for (let row = 0; row < count; row++) {
    if (shortest.codes[row] !== 0) continue;
    if (others.every(({ codes }) => codes[row] === 0)) blank.push(row);
  }
  return blank;
}

/** The columns without some rows. */
export function withoutRows(columns: readonly BuiltColumn[], rows: ForeignRows): BuiltColumn[] {
  return columns.map((column) => {
    const codes = new Int32Array(column.codes.length - rows.size);
    let next = 0;
    column.codes.forEach((code, row) => {
      if (!rows.has(row)) codes[next++] = code;
    });
    return withoutUnused({ ...column, codes });
  });
}
