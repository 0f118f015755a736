import {
  BYTE_ORDER_MARK,
  csvLine,
  type CsvStyle,
  CSV_STYLES,
  numberCell,
  textCell,
} from '#lib/base/csv-cell.ts';
import { numbersOf } from './numbers.ts';
import type { SurveyColumn, SurveyTable } from './table.ts';

/** Lines are handed on in pieces of about this many characters: memory stays bounded whatever the wave. */
const PIECE_CHARACTERS = 1 << 20;

/** Roles whose answers are numbers and change their decimal mark; an id of digits is a text. */
const NUMBER_ROLES = ['nps', 'csat', 'ces', 'rating', 'number', 'weight'];

/**
 * The answers of a wave as CSV in pieces: heading, then a line a row, CRLF. Numbers get the decimal mark
 * of the style, all else stays as it was answered, guarded against formulas. `rows` limits it to some
 * rows. Each distinct answer is written once and copied. See [SV74], [SV75].
 */
export function* exportTable(
  table: SurveyTable,
  style: CsvStyle,
  rows?: Int32Array,
): Generator<string, void, void> {
  const { delimiter } = CSV_STYLES[style];
  const columns = table.columns.map((column) => new CellTexts(column, table.decimal, style));
  let piece =
    BYTE_ORDER_MARK +
    csvLine(
      table.columns.map(({ name }) => name),
      style,
    );
  const count = rows?.length ?? table.rowCount;
  for (let i = 0; i < count; i++) {
    const row = rows ? (rows[i] ?? 0) : i;
    for (let at = 0; at < columns.length; at++)
      piece += (at > 0 ? delimiter : '') + (columns[at]?.at(row) ?? '');
    piece += '\r\n';
    if (piece.length >= PIECE_CHARACTERS) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

/** The written cell of every answer of a column, kept once it was made where answers repeat. */
class CellTexts {
  readonly #column: SurveyColumn;
  readonly #numbers: Float64Array | undefined;
  readonly #style: CsvStyle;
  readonly #made: (string | undefined)[] | undefined;

  constructor(column: SurveyColumn, decimal: '.' | ',', style: CsvStyle) {
    this.#column = column;
    this.#style = style;
    this.#numbers = NUMBER_ROLES.includes(column.role)
      ? numbersOf(column.dictionary, column.decimal ?? decimal)
      : undefined;
    this.#made = column.dictionary.mayRepeat ? undefined : [];
  }

  at(row: number): string {
    const code = this.#column.codes[row] ?? 0;
    if (code === 0) return '';
    const made = this.#made?.[code];
    if (made !== undefined) return made;
    const text = this.#column.dictionary.textAt(code);
    const number = this.#numbers?.[code] ?? NaN;
    const cell = Number.isNaN(number)
      ? textCell(text, CSV_STYLES[this.#style].delimiter)
      : numberCell(number, this.#style);
    if (this.#made) this.#made[code] = cell;
    return cell;
  }
}
