import Papa from 'papaparse';

export interface SplitOptions {
  /** Lines before the table, which are not read. */
  linesToSkip?: number;
  /** At most so many rows. */
  rows?: number;
}

/**
 * A text cut into rows of cells: Papa Parse, headings as data and no typing, which would change answers. For
 * heads of files and small tables; a whole survey goes through ByteReader. A row without a letter has one empty cell.
 */
export function splitRows(text: string, delimiter: string, options: SplitOptions = {}): string[][] {
  return Papa.parse<string[]>(text, {
    delimiter,
    header: false,
    dynamicTyping: false,
    skipFirstNLines: options.linesToSkip ?? 0,
    ...(options.rows === undefined ? {} : { preview: options.rows }),
  }).data;
}
