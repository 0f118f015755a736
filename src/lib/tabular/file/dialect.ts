import { type GuessReason, type Guess, guessed } from './guess.ts';
import { splitRows } from './split-rows.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Excel's own hint: a first line `sep=;` says the delimiter and is no data. */
const SEP_LINE = /^sep=([,;|\t])\r?\n/i;
const SNIFF_ROWS = 200;

export interface Dialect {
  delimiter: Guess<Delimiter>;
  /** 1 when the first line is `sep=;`, else 0. */
  linesToSkip: number;
  /** Whether a CR alone ends a row, as on old Macs. */
  isCarriageReturnOnly: boolean;
}

/** How the text is cut into cells, from its first rows. See [SV3]. */
export function guessDialect(text: string): Dialect {
  const isCarriageReturnOnly = !text.includes('\n') && text.includes('\r');
  const hint = SEP_LINE.exec(text)?.[1] as Delimiter | undefined; // the pattern allows only delimiters
  if (hint) {
    const delimiter = guessed<Delimiter>(hint, { key: 'file.reason.delimiter.sep' });
    return { delimiter, linesToSkip: 1, isCarriageReturnOnly };
  }
  return { delimiter: guessDelimiter(text), linesToSkip: 0, isCarriageReturnOnly };
}

/** The first rows as cells, empty lines left out. */
export function previewRows(
  text: string,
  delimiter: Delimiter,
  linesToSkip = 0,
  rows = SNIFF_ROWS,
): string[][] {
  return splitRows(text, delimiter, { linesToSkip, rows }).filter(
    (cells) => cells.length > 1 || cells[0] !== '',
  );
}

interface Regularity {
  /** Whether the first row has as many columns as most rows: headings hold few stray commas. */
  headingAgrees: boolean;
  columns: number;
  regular: number;
  total: number;
}

function guessDelimiter(text: string): Guess<Delimiter> {
  let best: Delimiter = ',';
  let bestFit: Regularity | undefined;
  for (const delimiter of DELIMITERS) {
    const fit = regularity(previewRows(text, delimiter));
    if (fit.columns > 1 && (!bestFit || isBetter(fit, bestFit))) {
      best = delimiter;
      bestFit = fit;
    }
  }
  if (!bestFit) return guessed(best, { key: 'file.reason.delimiter.none' });
  const reason: GuessReason = {
    key: 'file.reason.delimiter.regular',
    values: { columns: bestFit.columns, regular: bestFit.regular, total: bestFit.total },
  };
  return guessed(best, reason);
}

function isBetter(a: Regularity, b: Regularity): boolean {
  if (a.headingAgrees !== b.headingAgrees) return a.headingAgrees;
  const shareA = a.regular / a.total;
  const shareB = b.regular / b.total;
  // A few ragged rows must not hand the file to a delimiter that occurs once a row by chance.
  if (Math.abs(shareA - shareB) > 0.15) return shareA > shareB;
  return a.columns > b.columns;
}

/** The most frequent number of columns, and how many rows have it. */
function regularity(rows: string[][]): Regularity {
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
  return { headingAgrees: rows[0]?.length === columns, columns, regular, total: Math.max(rows.length, 1) };
}
