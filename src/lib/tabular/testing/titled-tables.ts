import { type TestCell, workbookOf } from './workbook.ts';

/** A table as people get it from shops and offices: a title above, sums below. Every row is given as its cells. */
export interface TitledTable {
  above: readonly (readonly string[])[];
  header: readonly (readonly string[])[];
  answers: readonly (readonly string[])[];
  below: readonly (readonly string[])[];
}

export interface WrittenAs {
  delimiter?: string;
  /** Rows filled up with empty cells, as spreadsheets write them. */
  isPadded?: boolean;
  isQuoted?: boolean;
  lineEnd?: string;
}

/** All rows of a table from the top down. */
export function rowsOfTable({ above, header, answers, below }: TitledTable): (readonly string[])[] {
  return [...above, ...header, ...answers, ...below];
}

/** A table as delimited text. */
export function textOfTable(
  table: TitledTable,
  { delimiter = ';', isPadded = false, isQuoted = false, lineEnd = '\n' }: WrittenAs = {},
): string {
  const width = table.answers[0]?.length ?? 1;
  const cellOf = (cell: string): string =>
    isQuoted || cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return rowsOfTable(table)
    .map((row) => (isPadded ? Array.from({ length: width }, (_, i) => row[i] ?? '') : row))
    .map((row) => row.map(cellOf).join(delimiter) + lineEnd)
    .join('');
}

/** The same as a workbook, numbers as numbers. */
export function workbookOfTable(table: TitledTable): Promise<Uint8Array<ArrayBuffer>> {
  const cellOf = (cell: string): TestCell =>
    cell === '' ? null : /^-?\d+(?:\.\d+)?$/.test(cell) ? Number(cell) : cell;
  return workbookOf({ Raport: rowsOfTable(table).map((row) => row.map(cellOf)) });
}

const REGIONS = ['Północ', 'Południe', 'Wschód', 'Zachód'];
const COMMENTS = ['obsługa była miła', 'długo, ale uprzejmie', 'za drogo; wrócę', ''];

/** Sixty answers of four columns: NPS -50, of ten promoters and forty detractors. */
export function plainAnswers(count = 60): string[][] {
  return Array.from({ length: count }, (_, i) => [
    String(i + 1),
    String(i % 12 < 8 ? i % 7 : i % 12 < 10 ? 7 + (i % 2) : 9 + (i % 2)),
    REGIONS[i % 4] ?? '',
    COMMENTS[i % 4] ?? '',
  ]);
}

export const PLAIN_HEADER = ['ID', 'NPS', 'Region', 'Komentarz'];
