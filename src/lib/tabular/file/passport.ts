import { guessDateOrder, guessZone } from './date-passport.ts';
import type { DateOrder } from '../table/date-text.ts';
import { type DecimalMark, weighMarks } from '../table/decimal-mark.ts';
import { decodeHead } from '#lib/base/encoding/decode-head.ts';
import { type Delimiter, guessDialect, isRecord, previewRows, type Quoting } from './dialect.ts';
import type { Encoding } from '#lib/base/encoding/encoding.ts';
import { detectEncoding } from '#lib/base/encoding/detect-encoding.ts';
import { type Guess, guessed, override } from './guess.ts';
import { type Heading, readHeadings } from './headings.ts';
import { stoppingFault, type FileFault } from './file-fault.ts';
import { recogniseNotCsv } from './not-csv.ts';
import { guessPlatform, type Platform } from './platform.ts';
import type { SheetChoice } from './survey-source.ts';
import { guessTreatment, rowRules, type RowTreatment } from './row-rules.ts';
import { findTableStart, MOST_HEADING_ROW } from './table-start.ts';

/** What was recognised in the first bytes of a file; every part can be changed. See [SV6]. */
export interface Passport {
  encoding: Guess<Encoding>;
  delimiter: Guess<Delimiter>;
  quoting: Guess<Quoting>;
  decimal: Guess<DecimalMark>;
  /** The row of the file that holds the headings, counted from 1 with empty rows; what stands above is skipped. */
  headingRow: Guess<number>;
  platform: Guess<Platform>;
  headerRows: Guess<number>;
  /** The order of day, month and year in dates, and the zone of times (`unstated`, `UTC`, `GMT+1`, `Europe/Warsaw`). */
  dateOrder: Guess<DateOrder>;
  zone: Guess<string>;
  /** Whether trials of the survey's author, and responses that were not sent off, are left out. */
  testRows: Guess<RowTreatment>;
  unfinishedRows: Guess<RowTreatment>;
  /** Whether sums and averages below the answers are left out, which only the whole file shows. */
  totalRows: Guess<RowTreatment>;
  /** The sheet that is read, when the file is a workbook. */
  workbook?: SheetChoice;
  /** Rows before the header rows that are no data (`sep=;`, a title), empty ones not counted. */
  linesToSkip: number;
  /** The first rows of the file with those above the headings, to point at the headings. They are never kept. */
  top: readonly (readonly string[])[];
  /** The header rows as they are written: a row that equals one is no answer. */
  headerCells: readonly (readonly string[])[];
  isCarriageReturnOnly: boolean;
  headings: readonly Heading[];
  /** The first data rows as they will be read, for the eye. */
  sample: readonly (readonly string[])[];
}

/** A person's decisions, which win over the guesses. */
export interface PassportOverrides {
  encoding?: Encoding;
  delimiter?: Delimiter;
  quoting?: Quoting;
  headingRow?: number;
  decimal?: DecimalMark;
  platform?: Platform;
  headerRows?: number;
  dateOrder?: DateOrder;
  zone?: string;
  testRows?: RowTreatment;
  unfinishedRows?: RowTreatment;
  totalRows?: RowTreatment;
  /** The sheet of a workbook, by its name. */
  sheet?: string;
}

export type PassportResult = { ok: true; passport: Passport } | { ok: false; issue: FileFault };

/** Tools that write a decimal point whatever the language of the survey. */
const POINT_ONLY: readonly Platform[] = ['qualtrics', 'typeform', 'formbricks', 'zendesk', 'delighted'];

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
  const notCsv = recogniseNotCsv(head, overrides.encoding !== undefined);
  if (notCsv) return { ok: false, issue: notCsv };

  const encoding = override(guessEncoding(head, isWhole), overrides.encoding);
  // A stray zero is no letter of any answer, nor of a heading.
  const text = decodeHead(head, encoding.value, isWhole, encoding.isOverridden).replaceAll('\0', '');
  const dialect = guessDialect(text, overrides.delimiter);
  const delimiter = override(dialect.delimiter, overrides.delimiter);
  const quoting = override(dialect.quoting, overrides.quoting);
  const { linesToSkip } = dialect;
  const all = previewRows(text, delimiter.value, { linesToSkip, quoting: quoting.value });
  const start = startOf(all, overrides);
  const above = all.slice(0, start.headingRow.value - 1);
  const rows = all.slice(above.length).filter(isRecord);
  const guess = guessPlatform(rows);
  const platform = override(guess.platform, overrides.platform);
  const headerRows = override(start.headerRows ?? guess.headerRows, overrides.headerRows);

  const sample = rows.slice(headerRows.value);
  if (rows.length === 0) return { ok: false, issue: stoppingFault('empty-file') };
  if (sample.length === 0) return { ok: false, issue: stoppingFault('header-only') };
  const width = rows.reduce(
    (widest, row, i) => (i < Math.max(1, headerRows.value) ? Math.max(widest, row.length) : widest),
    1,
  );
  const headerCells = rows.slice(0, headerRows.value);
  const headings = readHeadings(headerCells, platform.value, width);
  const rules = rowRules(platform.value, headings);
  const treatment = (kind: 'test' | 'unfinished'): Guess<RowTreatment> =>
    guessTreatment(kind, rules, headings, sample);
  return {
    ok: true,
    passport: {
      encoding,
      delimiter,
      quoting,
      headingRow: start.headingRow,
      decimal: override(guessDecimal(sample, platform.value, delimiter.value), overrides.decimal),
      platform,
      headerRows,
      dateOrder: override(guessDateOrder(headings, sample), overrides.dateOrder),
      zone: override(guessZone(rows, headings, sample), overrides.zone),
      testRows: override(treatment('test'), overrides.testRows),
      unfinishedRows: override(treatment('unfinished'), overrides.unfinishedRows),
      totalRows: override(guessed<RowTreatment>('exclude'), overrides.totalRows),
      linesToSkip: linesToSkip + above.filter(isRecord).length,
      top: all.slice(0, MOST_HEADING_ROW),
      headerCells,
      isCarriageReturnOnly: dialect.isCarriageReturnOnly,
      headings,
      sample,
    },
  };
}

/** The row of the headings, and how many they take where the shape of the table says so. See [SV124]. */
function startOf(
  rows: readonly (readonly string[])[],
  overrides: PassportOverrides,
): { headingRow: Guess<number>; headerRows?: Guess<number> } {
  // What a known tool writes begins with its headings.
  const isKnown = guessPlatform(rows.filter(isRecord)).platform.value !== 'plain';
  const found = isKnown ? { row: 0 } : findTableStart(rows);
  const key = found.row === 0 ? 'file.reason.headingRow.first' : 'file.reason.headingRow.below';
  const guess = guessed(found.row + 1, { key, values: { count: found.row } });
  const headingRow = override(guess, overrides.headingRow);
  if (found.headerRows === undefined || headingRow.value !== guess.value) return { headingRow };
  const reason = found.headerRows === 0 ? 'none' : 'several';
  const headerRows = guessed(found.headerRows, {
    key: `file.reason.headerRows.${reason}`,
    values: { count: found.headerRows },
  });
  return { headingRow, headerRows };
}

/** Whether a tool writes decimal points whatever the language: a comma between digits then parts codes. */
export function writesPoints(platform: Platform, delimiter: Delimiter): boolean {
  return POINT_ONLY.includes(platform) && delimiter === ',';
}

/** Decimal comma or point, from the columns whose cells can be only one of the two. `1,234` can be either. */
function guessDecimal(
  rows: readonly (readonly string[])[],
  platform: Platform,
  delimiter: Delimiter,
): Guess<DecimalMark> {
  if (writesPoints(platform, delimiter)) return guessed('.', { key: 'file.reason.decimal.platform' });
  let commas = 0;
  let points = 0;
  const width = Math.max(...rows.map(({ length }) => length));
  for (let column = 0; column < width; column++) {
    const found = weighMarks(rows.map((row) => row[column] ?? ''));
    commas += found.commas;
    points += found.points;
  }
  const values = { commas, points };
  if (commas > points) return guessed(',', { key: 'file.reason.decimal.comma', values });
  if (points > 0) return guessed('.', { key: 'file.reason.decimal.point', values });
  return guessed('.', { key: 'file.reason.decimal.none' });
}

/** The encoding of a file from its first bytes, with the reasons in words. See [SV1]. */
function guessEncoding(bytes: Uint8Array, isWhole = true): Guess<Encoding> {
  const found = detectEncoding(bytes, isWhole);
  const reasons = found.reasons.map(({ kind, values }) => ({
    key: `file.reason.encoding.${kind}`,
    ...(values && { values }),
  }));
  return guessed(found.encoding, ...reasons);
}
