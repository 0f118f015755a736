import { askOnce, WorkerClient } from '#lib/base/ask-worker.ts';
import type { FileTable } from '#lib/base/table-file/table-file.ts';
import { startThread } from '#server/thread-port.ts';

/** Excel takes no longer name of a sheet; what is beyond is cut, the file keeps the whole name. */
export const SHEET_NAME_MAX = 31;

/** What the thread answers: the bytes of an XLSX file. */
export interface WorkbookCalls {
  write(table: FileTable): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * A table as an XLSX file with one sheet: texts stay texts whatever they begin with, numbers and days are numbers and
 * days. Written in a thread of its own: thousands of rows take half a second. Rejects with what the thread threw.
 */
export function writeWorkbook(table: FileTable): Promise<Uint8Array<ArrayBuffer>> {
  const client = new WorkerClient<WorkbookCalls>(() =>
    startThread(new URL('workbook.worker.ts', import.meta.url)),
  );
  return askOnce(client, 'write', table);
}
