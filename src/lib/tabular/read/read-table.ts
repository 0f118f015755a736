// Above 300 lines: one pass over a file, in which what becomes of a row is decided in one place.
import { ByteReader, type LineEndCounts, type RecordCells } from './byte-reader.ts';
import { BackslashQuotes } from './backslash-quotes.ts';
import { CodedRows } from './coded-rows.ts';
import { openTextReader } from '#lib/base/encoding/code-pages.ts';
import { type CellBlock, type BuiltColumn, ColumnBuilder } from './column-builder.ts';
import type { Delimiter } from '../file/dialect.ts';
import { byteOrderMarkLength, type Encoding } from '#lib/base/encoding/encoding.ts';
import type { FileFault } from '../file/file-fault.ts';
import { findForeignRows, type ForeignReason, type ForeignRows, withoutRows } from './foreign-rows.ts';
import {
  learnEncodings,
  MAX_REPAIRS_LISTED,
  repairColumn,
  type RepairedCell,
  settleEncoding,
} from './mixed-rows.ts';
import { type Passport, writesPoints } from '../file/passport.ts';
import { maskPersonalData } from '../privacy/personal-data.ts';
import { rescueRow } from './rescue-row.ts';
import type { ExcludeReason, RejectedRow, RejectReason, RowCounts } from './row-outcome.ts';
import { type RowRule, rowRules } from '../file/row-rules.ts';
import type { SurveyColumn, SurveyTable } from '../table/table.ts';
import { tidyColumn } from './tidy-column.ts';
import { guessColumnMark } from './column-mark.ts';
import { TextEncodings } from '#lib/base/encoding/text-encodings.ts';

export interface TableRead {
  table: SurveyTable;
  /** Settled over the whole file: the passport saw only its head. */
  encoding: Encoding;
  delimiter: Delimiter;
  rows: RowCounts;
  rejectedRows: readonly RejectedRow[];
  /** Answers that were read in another encoding than the file's, the first ten thousand of them. */
  repairedCells: readonly RepairedCell[];
  issues: readonly FileFault[];
  lineEnds: LineEndCounts;
}

/** Rejected rows kept with their cells; more are only counted, so that a broken file cannot fill the memory. */
export const MAX_REJECTED_KEPT = 10_000;
export const MAX_REJECTED_BYTES = 32 << 20;

/** Rows handed to the columns at a time: few enough that their bytes are still in the nearest cache. */
const BLOCK_ROWS = 512;

/** Numbers of rows named in a message. */
const SHOWN_ROWS = 10;
export const FEWEST_RESCUED_CELLS = 3;
export const LONGEST_SHOWN = 80;

/** About how many rows a file of this size has, a little too many rather than too few. */
export function estimateRows(passport: Passport, fileBytes: number): number {
  const rowBytes = passport.sample.reduce(
    (sum, row) => sum + row.reduce((bytes, cell) => bytes + cell.length + 1, 0),
    0,
  );
  return Math.ceil((fileBytes / Math.max(rowBytes, 1)) * passport.sample.length * 1.05) + 16;
}

/** A rejected row as the file's bytes, until its encoding is settled. */
interface RawRow {
  row: number;
  reason: RejectReason;
  cells: Uint8Array[];
}

/**
 * Reads a whole file, chunk by chunk, into coded columns as its passport says. Push every chunk, then
 * `finish`. Memory grows with the distinct answers and four bytes a cell, not with the file's text.
 */
export class TableReader {
  readonly #passport: Passport;
  readonly #builders: readonly ColumnBuilder[];
  readonly #reader: ByteReader;
  readonly #transcoder: TextDecoder | undefined;
  readonly #backslashes: BackslashQuotes | undefined;
  readonly #rules: readonly RowRule[];
  readonly #rows: RowCounts = { read: 0, imported: 0, rejected: 0, excluded: 0, reasons: {} };
  readonly #asText = openTextReader('utf-8');
  readonly #rejected: RawRow[] = [];
  /** Rows that the reader's cells hold and the columns have not got yet. */
  #gathered = 0;
  #rejectedBytes = 0;
  #linesToSkip: number;
  /** Data rows that did not become rows of columns, and rows of columns that had too few cells, counted from 1. */
  readonly #lostRows: number[] = [];
  readonly #shortRows: number[] = [];
  #strayZeros = 0;
  #firstZero = 0;
  #rescuedRows = 0;
  #firstRescued = 0;
  #lastCount = 0;
  #lastByte = 0;
  #isFirstChunk = true;

  /** `expectedRows` from `estimateRows`, when the size of the file is known. */
  constructor(passport: Passport, expectedRows?: number) {
    this.#passport = passport;
    this.#builders = passport.headings.map(() => new ColumnBuilder(expectedRows));
    this.#linesToSkip = passport.linesToSkip + passport.headerRows.value;
    const encoding = passport.encoding.value;
    const isWide = encoding === 'utf-16le' || encoding === 'utf-16be';
    this.#backslashes = passport.quoting.value === 'backslash' ? new BackslashQuotes() : undefined;
    this.#transcoder = isWide ? new TextDecoder(encoding) : undefined;
    const treatments = { test: passport.testRows.value, unfinished: passport.unfinishedRows.value };
    this.#rules = rowRules(passport.platform.value, passport.headings).filter(
      ({ kind }) => treatments[kind] === 'exclude',
    );
    this.#reader = new ByteReader(
      {
        delimiter: passport.delimiter.value,
        isCarriageReturnOnly: passport.isCarriageReturnOnly,
        skipsBlanks: passport.quoting.value === 'blank-before',
      },
      { record: (cells) => this.#takeRecord(cells), release: (cells) => this.#flush(cells) },
    );
  }

  /** Rows read so far, for the progress bar. */
  get rowsRead(): number {
    return this.#rows.read;
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#isFirstChunk ? chunk.subarray(byteOrderMarkLength(chunk)) : chunk;
    this.#isFirstChunk = false;
    this.#lastByte = chunk.at(-1) ?? this.#lastByte;
    // UTF-16 is the one encoding that does not keep ASCII in single bytes.
    const narrow = this.#transcoder
      ? new TextEncoder().encode(this.#transcoder.decode(bytes, { stream: true }))
      : bytes;
    const plain = this.#backslashes?.convert(narrow) ?? narrow;
    if (plain.includes(0)) this.#pushAroundZeros(plain);
    else this.#reader.push(plain);
  }

  /** One stray byte does not make a file binary: it is left out, and its row is told. See [SV134]. */
  #pushAroundZeros(bytes: Uint8Array): void {
    const first = bytes.indexOf(0);
    this.#reader.push(bytes.subarray(0, first));
    if (this.#strayZeros === 0) this.#firstZero = this.#rows.read + 1;
    const rest = bytes.subarray(first).filter((byte) => byte !== 0);
    this.#strayZeros += bytes.length - first - rest.length;
    this.#reader.push(rest);
  }

  /** The finished table with roles still `ignore`; `describeColumns` and a person give them their meaning. */
  finish(): TableRead {
    if (this.#backslashes) this.#reader.push(this.#backslashes.end());
    this.#reader.end();
    const built = this.#builders.map((builder) => builder.finish());
    const encodings = this.#passport.encoding.isOverridden ? undefined : new TextEncodings();
    const own = this.#transcoder ? 'utf-8' : this.#passport.encoding.value;
    const encoding = encodings && !this.#transcoder ? settleEncoding(built, own, encodings) : own;
    const { coded, issues: foreign } = this.#withoutForeign(
      built.map((column) => tidyColumn(column, encoding)),
      encoding,
    );
    if (encodings) learnEncodings(coded, encoding, encodings);
    const { columns, cells, issues } = this.#decode(coded, encoding, encodings);
    return {
      table: {
        rowCount: this.#rows.imported,
        decimal: this.#passport.decimal.value,
        zone: this.#passport.zone.value,
        columns,
      },
      encoding: this.#transcoder ? this.#passport.encoding.value : encoding,
      delimiter: this.#passport.delimiter.value,
      rows: this.#rows,
      rejectedRows: this.#rejected.map(({ row, reason, cells: raw }) => ({
        row,
        reason,
        cells: raw.map((cell) => openTextReader(encodings?.foreign(cell, encoding) ?? encoding).decode(cell)),
      })),
      repairedCells: cells,
      issues: [...this.#issues(), ...foreign, ...issues],
      lineEnds: this.#reader.lineEnds,
    };
  }

  /** Rows that are no answers are taken out once all of them are there: only then it shows. See [SV126], [SV127]. */
  #withoutForeign(
    columns: readonly BuiltColumn[],
    encoding: Encoding,
  ): { coded: readonly BuiltColumn[]; issues: FileFault[] } {
    const { headerCells, headingRow, top, totalRows } = this.#passport;
    const rows = new CodedRows(columns, encoding, this.#rows.imported);
    const found = findForeignRows(rows, headerCells, top.slice(0, headingRow.value - 1));
    const issues = (['repeated-heading', 'total-row'] as const).flatMap(
      (reason) => this.#foreignIssue(found, rows, reason) ?? [],
    );
    const isKept = (reason: ForeignReason): boolean => reason === 'total-row' && totalRows.value === 'keep';
    const excluded = new Map([...found].filter(([, reason]) => !isKept(reason)));
    if (excluded.size === 0) return { coded: columns, issues };
    for (const [row, reason] of excluded) {
      this.#rows.imported--;
      this.#exclude(reason);
      const short = this.#shortRows.indexOf(this.#numberOf(row));
      if (short >= 0) this.#shortRows.splice(short, 1);
    }
    return { coded: withoutRows(columns, excluded), issues };
  }

  #foreignIssue(found: ForeignRows, rows: CodedRows, reason: ForeignReason): FileFault | undefined {
    const places = [...found].filter(([, each]) => each === reason).map(([row]) => row);
    places.sort((a, b) => a - b);
    const [first] = places;
    if (first === undefined) return undefined;
    const isKept = reason === 'total-row' && this.#passport.totalRows.value === 'keep';
    const numbers = places.map((row) => this.#numberOf(row));
    const values = {
      count: places.length,
      rows: numbers.slice(0, SHOWN_ROWS).join(', ') + (numbers.length > SHOWN_ROWS ? ', …' : ''),
      example: shown(
        rows
          .cells(first)
          .filter((cell) => cell !== '')
          .join(' '),
      ),
    };
    const code =
      reason === 'repeated-heading' ? 'repeated-headings' : isKept ? 'total-rows-kept' : 'total-rows';
    return { severity: 'warning', code, row: numbers[0] ?? 0, values };
  }

  /** The number of a row of columns among all data rows of the file, from 1. */
  #numberOf(row: number): number {
    let number = row + 1;
    for (const lost of this.#lostRows) {
      if (lost > number) break;
      number++;
    }
    return number;
  }

  #decode(
    coded: readonly BuiltColumn[],
    encoding: Encoding,
    encodings: TextEncodings | undefined,
  ): { columns: SurveyColumn[]; cells: RepairedCell[]; issues: FileFault[] } {
    const cells: RepairedCell[] = [];
    const issues: FileFault[] = [];
    const { dateOrder, decimal, platform, delimiter } = this.#passport;
    const hasOneMark = decimal.isOverridden || writesPoints(platform.value, delimiter.value);
    const columns = this.#passport.headings.map(({ name, label }, index): SurveyColumn => {
      const repaired = repairColumn(coded[index] ?? new ColumnBuilder().finish(), name, encoding, encodings);
      const { codes, dictionary, repairedRows, undecodableRows } = repaired;
      cells.push(...repaired.cells.slice(0, MAX_REPAIRS_LISTED - cells.length));
      const [first] = repaired.cells;
      if (first) {
        const values = {
          count: repairedRows,
          row: first.row,
          encoding: first.encoding.toUpperCase(),
          before: shown(first.before),
          after: shown(first.after),
        };
        issues.push({ severity: 'warning', code: 'mixed-encoding', column: name, row: first.row, values });
      }
      if (undecodableRows > 0) {
        issues.push({
          severity: 'warning',
          code: 'undecodable',
          column: name,
          values: { count: undecodableRows },
        });
      }
      const mark = hasOneMark ? undefined : guessColumnMark(codes, dictionary);
      const isOther = mark !== undefined && mark.value !== decimal.value;
      if (isOther && !mark.isCodes) {
        const values = { mark: mark.value === '.' ? 'point' : 'comma', example: shown(mark.example) };
        issues.push({ severity: 'warning', code: 'other-decimal', column: name, values });
      }
      return {
        index,
        name,
        label,
        ...(isOther ? { decimal: mark.value } : {}),
        role: 'ignore',
        scale: undefined,
        naCodes: [],
        codes,
        dictionary,
        ...(dateOrder.isOverridden ? { dateOrder: dateOrder.value } : {}),
      };
    });
    return { columns, cells, issues };
  }

  #takeRecord(cells: RecordCells): void {
    if (this.#linesToSkip > 0) {
      this.#linesToSkip--;
      return;
    }
    this.#rows.read++;
    const width = this.#builders.length;
    const { count } = cells;
    this.#lastCount = cells.isUnclosed ? 0 : count;
    if (cells.isUnclosed) return this.#reject(cells, 'unclosed-quote');
    if (count > width && !isBlank(cells, width)) return this.#reject(cells, 'too-many-cells');
    if (isBlank(cells, 0)) return this.#leaveOut('empty-row');
    if (this.#rules.length > 0) {
      const reason = this.#ruledOut(cells);
      if (reason) return this.#leaveOut(reason);
    }
    if (count < width) {
      if (count === 1 && width >= FEWEST_RESCUED_CELLS && this.#rescue(cells)) return;
      this.#shortRows.push(this.#rows.read);
    }
    const next = cells.first + width;
    if (count < width) {
      for (let cell = cells.first + count; cell < next; cell++) cells.ends[cell] = cells.starts[cell] = 0;
    }
    cells.first = next;
    this.#rows.imported++;
    if (++this.#gathered === BLOCK_ROWS) this.#flush(cells);
  }

  /** Hands the rows gathered so far to the columns, one column at a time. */
  #flush(cells: RecordCells): void {
    const count = this.#gathered;
    this.#gathered = 0;
    cells.first = 0;
    if (count === 0) return;
    const { bytes, starts, ends } = cells;
    const block = { bytes, starts, ends, stride: this.#builders.length, count };
    this.#builders.forEach((builder, i) => builder.add(block, i));
  }

  /** Trials and unfinished responses, as the passport decided. See [SV27]. */
  #ruledOut(cells: RecordCells): ExcludeReason | undefined {
    const { bytes, starts, ends, first } = cells;
    for (const { column, reason, applies } of this.#rules) {
      // A row too short for the column says nothing about itself.
      if (column >= cells.count) continue;
      if (applies(this.#asText.decode(bytes.subarray(starts[first + column], ends[first + column]))))
        return reason;
    }
    return undefined;
  }

  /** A line in another delimiter than its file becomes a row all the same. */
  #rescue(cells: RecordCells): boolean {
    const width = this.#builders.length;
    const line = cells.bytes.subarray(cells.starts[cells.first], cells.ends[cells.first]);
    const found = rescueRow(line, this.#passport.delimiter.value, width);
    if (!found) return false;
    this.#flush(cells);
    const block: CellBlock = {
      bytes: new Uint8Array(found.reduce((sum, cell) => sum + cell.length, 0)),
      starts: new Int32Array(width),
      ends: new Int32Array(width),
      stride: width,
      count: 1,
    };
    let at = 0;
    found.forEach((cell, i) => {
      block.bytes.set(cell, at);
      block.starts[i] = at;
      at += cell.length;
      block.ends[i] = at;
    });
    this.#builders.forEach((builder, i) => builder.add(block, i));
    this.#rows.imported++;
    this.#rescuedRows++;
    this.#firstRescued ||= this.#rows.read;
    return true;
  }

  #reject(cells: RecordCells, reason: RejectReason): void {
    this.#rows.rejected++;
    this.#lostRows.push(this.#rows.read);
    this.#rows.reasons[reason] = (this.#rows.reasons[reason] ?? 0) + 1;
    if (this.#rejected.length >= MAX_REJECTED_KEPT || this.#rejectedBytes > MAX_REJECTED_BYTES) return;
    const copies = Array.from({ length: cells.count }, (_, i) =>
      cells.bytes.slice(cells.starts[cells.first + i], cells.ends[cells.first + i]),
    );
    this.#rejectedBytes += copies.reduce((sum, cell) => sum + cell.length, 0);
    this.#rejected.push({ row: this.#rows.read, reason, cells: copies });
  }

  #leaveOut(reason: ExcludeReason): void {
    this.#lostRows.push(this.#rows.read);
    this.#exclude(reason);
  }

  #exclude(reason: ExcludeReason): void {
    this.#rows.excluded++;
    this.#rows.reasons[reason] = (this.#rows.reasons[reason] ?? 0) + 1;
  }

  #issues(): FileFault[] {
    const issues: FileFault[] = [...this.#formIssues()];
    for (const reason of ['too-many-cells', 'unclosed-quote'] as const) {
      const count = this.#rows.reasons[reason];
      const first = this.#rejected.find((row) => row.reason === reason);
      if (count && first) {
        issues.push({ severity: 'warning', code: reason, row: first.row, values: { count, row: first.row } });
      }
    }
    if (this.#rescuedRows > 0) {
      const values = { count: this.#rescuedRows, row: this.#firstRescued };
      issues.push({ severity: 'warning', code: 'other-delimiter', row: this.#firstRescued, values });
    }
    if (this.#isCut()) {
      const values = { count: this.#lastCount, total: this.#builders.length };
      issues.push({ severity: 'warning', code: 'truncated', row: this.#rows.read, values });
    } else if (this.#shortRows.length > 0) {
      issues.push({ severity: 'warning', code: 'short-rows', values: { count: this.#shortRows.length } });
    }
    return issues;
  }

  /** What was skipped or read in another way than files usually are. */
  #formIssues(): FileFault[] {
    const issues: FileFault[] = [];
    const { headingRow, quoting } = this.#passport;
    const above = headingRow.value - 1;
    if (above > 0) issues.push({ severity: 'warning', code: 'rows-above', values: { count: above } });
    if (quoting.value !== 'standard') {
      issues.push({ severity: 'warning', code: 'other-quoting', values: { quoting: quoting.value } });
    }
    if (this.#strayZeros > 0) {
      const values = { count: this.#strayZeros, row: this.#firstZero };
      issues.push({ severity: 'warning', code: 'stray-zeros', row: this.#firstZero, values });
    }
    return issues;
  }

  /** Every row is whole but the last, and that one does not even end: the file broke off on its way. */
  #isCut(): boolean {
    const isEnded = this.#lastByte === 0x0a || this.#lastByte === 0x0d || this.#transcoder !== undefined;
    if (isEnded || this.#rows.read < 2) return false;
    const isShort = this.#shortRows.length === 1 && this.#lastCount < this.#builders.length;
    const isQuoted = this.#lastCount === 0 && this.#rows.reasons['unclosed-quote'] === 1;
    return isShort || isQuoted;
  }
}

/** An answer in a message: short, and without personal data. */
export function shown(text: string): string {
  const { text: masked } = maskPersonalData(text);
  return masked.length > LONGEST_SHOWN ? `${masked.slice(0, LONGEST_SHOWN)}…` : masked;
}

/** Whether all cells from number `from` on are empty. */
function isBlank(cells: RecordCells, from: number): boolean {
  for (let i = cells.first + from; i < cells.first + cells.count; i++) {
    if ((cells.ends[i] ?? 0) > (cells.starts[i] ?? 0)) return false;
  }
  return true;
}
