import writeExcelFile, { type Cell } from 'write-excel-file/node';
import { answerCalls } from '#lib/base/ask-worker.ts';
import type { FileColumn, FileTable } from '#lib/base/table-file/table-file.ts';
import { threadPort } from '#server/thread-port.ts';
import { SHEET_NAME_MAX, type WorkbookCalls } from './workbook-job.ts';

/** Excel takes none of these marks in the name of a sheet. */
const NOT_IN_SHEET_NAME = /[\\/?*[\]:]/g;

answerCalls<WorkbookCalls>(threadPort(), { write });

async function write({ name, columns, rows }: FileTable): Promise<Uint8Array<ArrayBuffer>> {
  const head = columns.map((column): Cell => ({ value: column.name, fontWeight: 'bold' }));
  const body = rows.map((row) => columns.map((column, at) => cellOf(column, row[at] ?? null)));
  const written = await writeExcelFile([head, ...body], {
    sheet: name.replaceAll(NOT_IN_SHEET_NAME, ' ').slice(0, SHEET_NAME_MAX),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
  return new Uint8Array(written);
}

function cellOf({ kind }: FileColumn, value: string | number | null): Cell {
  if (value === null || value === '') return null;
  if (kind === 'day') return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
  if (typeof value === 'number') return { value, type: Number };
  return { value, type: String, wrap: value.includes('\n') };
}
