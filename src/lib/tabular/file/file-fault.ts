/** Everything that can be wrong with a survey file, in one closed list; `file.fault.<code>` says it. */
export type FileFaultCode =
  | 'empty-file'
  | 'excel-workbook'
  | 'old-excel-workbook'
  | 'open-document'
  | 'archive'
  | 'parquet-file'
  | 'pdf'
  | 'picture'
  | 'web-page'
  | 'json'
  | 'binary'
  | 'header-only'
  | 'one-column'
  | 'record-too-long'
  | 'unclosed-quote'
  | 'too-many-cells'
  | 'short-rows'
  | 'undecodable'
  | 'excel-time'
  | 'excel-number'
  | 'excel-date'
  | 'mixed-encoding'
  | 'other-delimiter'
  | 'truncated'
  | 'workbook-read'
  | 'damaged-workbook'
  | 'empty-workbook'
  | 'no-such-sheet'
  | 'suspicious-archive'
  | 'file-too-large'
  | 'outside-scale'
  | 'rows-above'
  | 'repeated-headings'
  | 'total-rows'
  | 'total-rows-kept'
  | 'other-quoting'
  | 'stray-zeros'
  | 'other-decimal'
  | 'not-numbers'
  | 'not-dates'
  | 'nobody-answered'
  | 'repeated-ids'
  | 'empty-crosstab'
  | 'no-such-column';

/**
 * One thing worth telling about a file. An `error` stops the import; a `warning` does not.
 * `row` counts data rows from 1.
 */
export interface FileFault {
  severity: 'error' | 'warning';
  code: FileFaultCode;
  column?: string;
  row?: number;
  values?: Record<string, string | number>;
}

/** A fault that stops the import. */
export function stoppingFault(code: FileFaultCode, values?: Record<string, string | number>): FileFault {
  return values ? { severity: 'error', code, values } : { severity: 'error', code };
}
