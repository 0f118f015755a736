import { type GuessReason, type Guess, guessed } from './guess.ts';
import { splitRows } from './split-rows.ts';
import { findTableStart } from './table-start.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/**
 * How quotes are to be read: as RFC 4180 says, with blanks between a delimiter and its quote (`1, "a, b"`), or with
 * quotes inside a cell behind a backslash (`"a \"b\""`).
 */
export const QUOTINGS = ['standard', 'blank-before', 'backslash'] as const;
export type Quoting = (typeof QUOTINGS)[number];

/** Excel's own hint: a first line `sep=;` says the delimiter and is no data. A tool that quotes every cell quotes it, too. */
const SEP_LINE = /^"?sep=([,;|\t])"?[,;|\t ]*(?:\r\n?|\n)/i;
const SNIFF_ROWS = 250;

export interface Dialect {
  delimiter: Guess<Delimiter>;
  quoting: Guess<Quoting>;
  /** 1 when the first line is `sep=;`, else 0. */
  linesToSkip: number;
  /** Whether a CR alone ends a row, as on old Macs. */
  isCarriageReturnOnly: boolean;
}

/** How the text is cut into cells, from its first rows; `known` is the delimiter that a person chose. See [SV3], [SV132]. */
export function guessDialect(text: string, known?: Delimiter): Dialect {
  const isCarriageReturnOnly = !text.includes('\n') && text.includes('\r');
  const hint = SEP_LINE.exec(text)?.[1] as Delimiter | undefined; // the pattern allows only delimiters
  const linesToSkip = hint ? 1 : 0;
  const fixed = known ?? hint;
  const delimiters = fixed ? [fixed] : DELIMITERS;
  const strict = bestFit(text, delimiters, 'standard', linesToSkip);
  const found = secondTry(text, delimiters, linesToSkip, strict) ?? strict;
  return {
    delimiter: hint ? guessed(hint, { key: 'file.reason.delimiter.sep' }) : delimiterGuess(found),
    quoting: quotingGuess(found, strict),
    linesToSkip,
    isCarriageReturnOnly,
  };
}

export interface PreviewOptions {
  linesToSkip?: number;
  quoting?: Quoting;
}

/** The first rows as cells, empty lines as rows without a letter. */
export function previewRows(
  text: string,
  delimiter: Delimiter,
  { linesToSkip = 0, quoting = 'standard' }: PreviewOptions = {},
): string[][] {
  return splitRows(asStandard(text, delimiter, quoting), delimiter, { linesToSkip, rows: SNIFF_ROWS });
}

/** Whether the reader sees a row here: one without a single letter and delimiter is none. */
export function isRecord(cells: readonly string[]): boolean {
  return cells.length > 1 || (cells[0] ?? '') !== '';
}

/** Text as RFC 4180 would write it; good enough for the first rows, the whole file is read from its bytes. */
function asStandard(text: string, delimiter: Delimiter, quoting: Quoting): string {
  if (quoting === 'backslash')
    return text.replace(/\\(["'\\])/g, (_, mark: string) => (mark === '"' ? '""' : mark));
  if (quoting === 'blank-before') {
    return text.replace(new RegExp(`(^|[\\r\\n]|\\${delimiter}) +(?=")`, 'g'), '$1');
  }
  return text;
}

interface Fit {
  delimiter: Delimiter;
  quoting: Quoting;
  /** Whether the headings have as many columns as most rows: they hold few stray commas. */
  headingAgrees: boolean;
  columns: number;
  regular: number;
  total: number;
  /** Rows above the headings. */
  above: number;
}

function bestFit(
  text: string,
  delimiters: readonly Delimiter[],
  quoting: Quoting,
  linesToSkip: number,
): Fit | undefined {
  let best: Fit | undefined;
  for (const delimiter of delimiters) {
    const fit = {
      delimiter,
      quoting,
      ...regularity(previewRows(text, delimiter, { linesToSkip, quoting })),
    };
    if (fit.columns > 1 && (!best || isBetter(fit, best))) best = fit;
  }
  return best;
}

/** Signs that a file may be quoted in another way. */
const SIGNS: readonly (readonly [Quoting, RegExp])[] = [
  ['blank-before', /[,;|\t] +"/],
  ['backslash', /\\"(?!\s*(?:[,;|\t\r\n]|$))|\\",(?!")/],
];

/** A doubled quote within a cell: such a file has no need of backslashes. */
const DOUBLED = /[^,;|\t\r\n"\\]""[^"]|\\""(?!\s*(?:[,;|\t\r\n]|$))/;

/** Another way of quoting, when it fits rows that the standard one breaks and breaks none itself. See [SV132]. */
function secondTry(
  text: string,
  delimiters: readonly Delimiter[],
  linesToSkip: number,
  strict: Fit | undefined,
): Fit | undefined {
  if (!strict) return undefined;
  for (const [quoting, sign] of SIGNS) {
    if (!sign.test(text)) continue;
    const fit = bestFit(text, delimiters, quoting, linesToSkip);
    if (!fit || misfits(fit) > fit.total * 0.1) continue;
    const mends = !fit.headingAgrees ? false : !strict.headingAgrees || misfits(fit) < misfits(strict);
    // Rows may be whole either way, and quotes behind backslashes still be no part of the answers.
    const isEscaped = quoting === 'backslash' && misfits(fit) === 0 && !DOUBLED.test(text);
    if (mends || (isEscaped && fit.delimiter === strict.delimiter && fit.columns === strict.columns))
      return fit;
  }
  return undefined;
}

function misfits({ regular, total }: Fit): number {
  return total - regular;
}

function delimiterGuess(fit: Fit | undefined): Guess<Delimiter> {
  if (!fit) return guessed(',', { key: 'file.reason.delimiter.none' });
  const { columns, regular, total } = fit;
  const reason: GuessReason = { key: 'file.reason.delimiter.regular', values: { columns, regular, total } };
  return guessed(fit.delimiter, reason);
}

function quotingGuess(fit: Fit | undefined, strict: Fit | undefined): Guess<Quoting> {
  if (!fit || fit.quoting === 'standard') return guessed('standard', { key: 'file.reason.quoting.standard' });
  const values = { regular: fit.regular, total: fit.total, strict: fitting(strict, fit.columns) };
  return guessed(fit.quoting, { key: `file.reason.quoting.${fit.quoting}`, values });
}

/** How many rows the standard reading cuts into so many columns. */
function fitting(strict: Fit | undefined, columns: number): number {
  return strict?.columns === columns ? strict.regular : 0;
}

function isBetter(a: Fit, b: Fit): boolean {
  if (a.headingAgrees !== b.headingAgrees) return a.headingAgrees;
  // What one delimiter takes for lines of a title may be the headings that another one cuts.
  if (a.above !== b.above && a.above + misfits(a) !== b.above + misfits(b)) {
    return a.above + misfits(a) < b.above + misfits(b);
  }
  const shareA = a.regular / a.total;
  const shareB = b.regular / b.total;
  // A few ragged rows must not hand the file to a delimiter that occurs once a row by chance.
  if (Math.abs(shareA - shareB) > 0.15) return shareA > shareB;
  return a.columns > b.columns;
}

/** The most frequent number of columns, and how many rows have it. */
function regularity(all: string[][]): Omit<Fit, 'delimiter' | 'quoting'> {
  const { row: start } = findTableStart(all);
  const rows = all.slice(start).filter(isRecord);
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let columns = 0;
  let regular = 0;
  for (const [width, count] of counts) {
    if (count > regular) {
      columns = width;
      regular = count;
    }
  }
  const above = all.slice(0, start).filter(isRecord).length;
  return {
    headingAgrees: all[start]?.length === columns,
    columns,
    regular,
    total: Math.max(rows.length, 1),
    above,
  };
}
