import { csvText, type CsvStyle } from '../csv-cell.ts';
import { markdownTable } from './markdown-table.ts';
import { markdownText } from '../markdown/markdown-text.ts';

/** What the cells of a column hold. A day is an ISO day as text; nothing is null, whatever the kind. */
export const CELL_KINDS = ['text', 'number', 'day'] as const;

export interface FileColumn {
  name: string;
  kind: (typeof CELL_KINDS)[number];
  /** In characters of a usual font; for formats that know widths. */
  width: number;
}

/** A table as it leaves the house in a file, whatever the format. */
export interface FileTable {
  /** What it is called: the sheet, the heading, the file. */
  name: string;
  columns: readonly FileColumn[];
  rows: readonly (readonly (string | number | null)[])[];
}

/** Files that a list can leave as. */
export const FILE_FORMATS = ['csv', 'xlsx', 'markdown'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
/** What people call them, in any language. */
export const FORMAT_NAMES: Readonly<Record<FileFormat, string>> = {
  csv: 'CSV',
  xlsx: 'Excel (XLSX)',
  markdown: 'Markdown',
};

/** The table as CSV: a heading, then a line a row, each text guarded so that no spreadsheet runs it. */
export function tableCsv(table: FileTable, style: CsvStyle): string {
  return csvText([headOf(table), ...table.rows.map((row) => row.map((cell) => cell ?? ''))], style);
}

/** The table as Markdown, its name above it. */
export function tableMarkdown({ name, columns, rows }: FileTable): string {
  const head = columns.map((column) => ({ name: column.name, isNumber: column.kind === 'number' }));
  const body = rows.map((row) => row.map((cell) => String(cell ?? '')));
  return `# ${markdownText(name)}\n\n${markdownTable(head, body)}\n`;
}

function headOf({ columns }: FileTable): string[] {
  return columns.map(({ name }) => name);
}
