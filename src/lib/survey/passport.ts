import { type Delimiter, guessDialect, previewRows } from './dialect.ts';
import { byteOrderMarkLength, type Encoding, guessEncoding } from './encoding.ts';
import { type Guess, guessed, override } from './guess.ts';
import { type Heading, readHeadings } from './headings.ts';
import { errorIssue, type SurveyIssue } from './issue.ts';
import { recogniseNotCsv } from './not-csv.ts';
import { guessPlatform, type Platform } from './platform.ts';

export type DecimalMark = '.' | ',';

/** What was recognised in the first bytes of a file; every part can be changed. See [SV6]. */
export interface Passport {
  encoding: Guess<Encoding>;
  delimiter: Guess<Delimiter>;
  decimal: Guess<DecimalMark>;
  platform: Guess<Platform>;
  headerRows: Guess<number>;
  /** Lines before the header rows that are no data (`sep=;`). */
  linesToSkip: number;
  isCarriageReturnOnly: boolean;
  headings: readonly Heading[];
  /** The first data rows as they will be read, for the eye. */
  sample: readonly (readonly string[])[];
}

/** A person's decisions, which win over the guesses. */
export interface PassportOverrides {
  encoding?: Encoding;
  delimiter?: Delimiter;
  decimal?: DecimalMark;
  platform?: Platform;
  headerRows?: number;
}

export type PassportResult = { ok: true; passport: Passport } | { ok: false; issue: SurveyIssue };

/** A head of this many bytes is enough for every guess. */
export const HEAD_BYTES = 1 << 20;

/**
 * Reads the passport from the head of a file: up to HEAD_BYTES, `isWhole` when that is all of it.
 * A file that is no delimited text, or holds no data row, is refused with its reason.
 */
export function readPassport(
  head: Uint8Array,
  isWhole: boolean,
  overrides: PassportOverrides = {},
): PassportResult {
  const notCsv = recogniseNotCsv(head);
  if (notCsv) return { ok: false, issue: notCsv };

  const encoding = override(guessEncoding(head, isWhole), overrides.encoding);
  const text = decodeHead(head, encoding.value, isWhole);
  const dialect = guessDialect(text);
  const delimiter = override(dialect.delimiter, overrides.delimiter);
  const rows = previewRows(text, delimiter.value, dialect.linesToSkip);
  const guess = guessPlatform(rows);
  const platform = override(guess.platform, overrides.platform);
  const headerRows = override(guess.headerRows, overrides.headerRows);

  const sample = rows.slice(headerRows.value);
  if (rows.length === 0) return { ok: false, issue: errorIssue('empty-file') };
  if (sample.length === 0) return { ok: false, issue: errorIssue('header-only') };
  const width = rows.reduce(
    (widest, row, i) => (i < Math.max(1, headerRows.value) ? Math.max(widest, row.length) : widest),
    1,
  );
  return {
    ok: true,
    passport: {
      encoding,
      delimiter,
      decimal: override(guessDecimal(sample), overrides.decimal),
      platform,
      headerRows,
      linesToSkip: dialect.linesToSkip,
      isCarriageReturnOnly: dialect.isCarriageReturnOnly,
      headings: readHeadings(rows.slice(0, headerRows.value), platform.value, width),
      sample,
    },
  };
}

/** The head as text; a last row that the end of the head cut is left out, since it could mislead. */
function decodeHead(head: Uint8Array, encoding: Encoding, isWhole: boolean): string {
  const text = new TextDecoder(encoding).decode(head.subarray(byteOrderMarkLength(head)), {
    stream: !isWhole,
  });
  if (isWhole) return text;
  const lastBreak = text.lastIndexOf('\n');
  return lastBreak > 0 ? text.slice(0, lastBreak + 1) : text;
}

/** Decimal comma or point, from the cells that can be only one of the two. `1,234` can be either. */
function guessDecimal(rows: readonly (readonly string[])[]): Guess<DecimalMark> {
  let commas = 0;
  let points = 0;
  for (const row of rows) {
    for (const cell of row) {
      if (/^\s*[-+]?(?:\d{1,3}(?:[.\s\u00a0]\d{3})+|\d+),\d+\s*%?\s*$/.test(cell)) {
        if (!/^\s*[-+]?[1-9]\d{0,2},\d{3}\s*$/.test(cell)) commas++;
      } else if (/^\s*[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+\s*%?\s*$/.test(cell)) points++;
    }
  }
  const values = { commas, points };
  if (commas > points) return guessed(',', { key: 'survey.evidence.decimal.comma', values });
  if (points > 0) return guessed('.', { key: 'survey.evidence.decimal.point', values });
  return guessed('.', { key: 'survey.evidence.decimal.none' });
}
