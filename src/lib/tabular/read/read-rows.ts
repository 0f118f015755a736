import { guessDialect } from '../file/dialect.ts';
import { splitRows } from '../file/split-rows.ts';

/** A row of a small table. */
export interface NumberedRow {
  /** Counted from 1 as a spreadsheet shows it, empty rows included. */
  row: number;
  /** The line of the text on which the row begins, from 1: a quoted cell may hold several. */
  line: number;
  cells: string[];
}

/**
 * The rows of a small table in one text (a list of people, a table of causes), headings included and rows
 * without a letter left out. The delimiter is guessed where the caller does not know it. See [SV3].
 */
export function readRows(text: string, delimiter?: string): NumberedRow[] {
  const source = text.replace(/^\uFEFF/, '');
  const dialect =
    delimiter === undefined ? guessDialect(source) : { delimiter: { value: delimiter }, linesToSkip: 0 };
  let line = 1 + dialect.linesToSkip;
  const rows = splitRows(source, dialect.delimiter.value, { linesToSkip: dialect.linesToSkip }).map(
    (cells, i) => {
      const numbered = { row: i + 1 + dialect.linesToSkip, line, cells };
      line += 1 + cells.reduce((breaks, cell) => breaks + (cell.match(/\n/g)?.length ?? 0), 0);
      return numbered;
    },
  );
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}
