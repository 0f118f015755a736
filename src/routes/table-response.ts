import { tableCsv, tableMarkdown, type FileFormat, type FileTable } from '#lib/base/table-file/table-file.ts';
import type { Locale } from '#lib/base/locale.ts';
import { downloadHeaders } from './file-response.ts';

/** A table as a download in one of its formats, named after the table; numbers as spreadsheets of the reader's language want them. */
export async function tableResponse(
  { app, locale }: Pick<App.Locals, 'app' | 'locale'>,
  table: FileTable,
  format: FileFormat,
): Promise<Response> {
  switch (format) {
    case 'csv':
      return textDownload(tableCsv(table, styleOf(locale)), `${table.name}.csv`, 'text/csv');
    case 'markdown':
      return textDownload(tableMarkdown(table), `${table.name}.md`, 'text/markdown');
    case 'xlsx':
      return new Response(await app.writeWorkbook(table), {
        headers: downloadHeaders(
          `${table.name}.xlsx`,
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        ),
      });
  }
}

/** A text as a download. */
export function textDownload(text: string, name: string, type: 'text/csv' | 'text/markdown'): Response {
  return new Response(text, { headers: downloadHeaders(name, `${type};charset=utf-8`) });
}

function styleOf(locale: Locale): 'polish-excel' | 'international' {
  return locale === 'pl' ? 'polish-excel' : 'international';
}
