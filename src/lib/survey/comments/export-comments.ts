import { exportTable } from '#lib/tabular/table/export-csv.ts';
import type { WaveFile } from '../wave/wave-file.ts';
import { type ExportRequest, NO_FILTER } from './comments-calls.ts';
import { filterComments } from './filter-comments.ts';
import type { OpenComments } from './open-comments.ts';

/** Responses or comments as a CSV file; of comments those of the open column. See [SV74]. */
export async function exportComments(
  file: WaveFile,
  open: () => OpenComments,
  { what, style, filter }: ExportRequest,
): Promise<Blob> {
  const names = file.columns
    .filter(({ role }) => what === 'responses' || role !== 'comment')
    .filter(({ role }) => what === 'responses' || ['id', 'date', 'nps', 'category'].includes(role))
    .map(({ name }) => name);
  const table = await file.table(what === 'responses' ? names : [...names, open().column.name]);
  const rows = what === 'comments' ? await filterComments(open(), filter ?? NO_FILTER) : undefined;
  const parts: Blob[] = [];
  // A Blob a piece: the browser may put them on disk, a list of strings stays in memory.
  for (const piece of exportTable(table, style, rows)) parts.push(new Blob([piece]));
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}
