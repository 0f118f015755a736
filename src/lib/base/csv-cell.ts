/** How an exported file is written: what a Polish Excel expects, or what the rest of the world does. */
export type CsvStyle = 'polish-excel' | 'international';

/** Without it Excel reads UTF-8 as the code page of its country and spoils Polish letters. */
export const BYTE_ORDER_MARK = '\ufeff';

export const CSV_STYLES: Readonly<Record<CsvStyle, { delimiter: ';' | ','; decimal: ',' | '.' }>> = {
  'polish-excel': { delimiter: ';', decimal: ',' },
  international: { delimiter: ',', decimal: '.' },
};

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), full-width forms included. */
const FORMULA_START = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/;
/** An apostrophe that the guard itself would write: one more keeps such a text apart from a guarded one. */
const GUARD_START = /^'+[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/;
/** A number as a spreadsheet reads it; "-5" is one and stays one, "-5+2" is a formula. */
const PLAIN_NUMBER = /^-?\d{1,15}(?:[.,]\d{1,15})?$/;

/**
 * A text as a cell that no spreadsheet runs: an apostrophe in front of what would be a formula. Negative
 * numbers are numbers. See [SV74].
 */
export function guardFormula(text: string): string {
  if (PLAIN_NUMBER.test(text)) return text;
  return FORMULA_START.test(text) || GUARD_START.test(text) ? `'${text}` : text;
}

/** The text before `guardFormula`: what an import restores. */
export function unguardFormula(text: string): string {
  return GUARD_START.test(text) && !PLAIN_NUMBER.test(text) ? text.slice(1) : text;
}

/** A cell with the quotes that RFC 4180 asks for; white space at its ends is kept by quoting it. */
export function quoteCell(text: string, delimiter: string): string {
  const needsQuotes = text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text as it stands in a file that people open: guarded, then quoted. */
export function textCell(text: string, delimiter: string): string {
  return quoteCell(guardFormula(text), delimiter);
}

/** A number with the decimal mark of the style, no thousands parted; nothing where there is no figure. */
export function numberCell(value: number, style: CsvStyle): string {
  if (!Number.isFinite(value)) return '';
  const text = String(Object.is(value, -0) ? 0 : value);
  return CSV_STYLES[style].decimal === ',' ? text.replace('.', ',') : text;
}

/** One line of a CSV file, its CRLF included. Texts are guarded; numbers written in the style. */
export function csvLine(cells: readonly (string | number)[], style: CsvStyle): string {
  const { delimiter } = CSV_STYLES[style];
  const written = cells.map((cell) =>
    typeof cell === 'number' ? numberCell(cell, style) : textCell(cell, delimiter),
  );
  return `${written.join(delimiter)}\r\n`;
}

/** Lines of a small table as one CSV text, its byte order mark included. */
export function csvText(lines: readonly (readonly (string | number)[])[], style: CsvStyle): string {
  return BYTE_ORDER_MARK + lines.map((line) => csvLine(line, style)).join('');
}
