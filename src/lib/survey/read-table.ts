import { ByteReader, type LineEndCounts, type RecordCells } from './byte-reader.ts';
import { type CellBlock, ColumnBuilder } from './column-builder.ts';
import { ByteDictionary } from './dictionary.ts';
import { byteOrderMarkLength, type Encoding, guessEncoding, hasHighBytes } from './encoding.ts';
import type { SurveyIssue } from './issue.ts';
import type { Passport } from './passport.ts';
import type { SurveyColumn, SurveyTable } from './table.ts';

export type RejectReason = 'too-many-cells' | 'unclosed-quote';
export type ExcludeReason = 'empty-row' | 'preview-response';

/** What became of every row: read = imported + rejected + excluded. See [SV9]. */
export interface RowCounts {
  read: number;
  imported: number;
  rejected: number;
  excluded: number;
  reasons: Partial<Record<RejectReason | ExcludeReason, number>>;
}

/** A row that was not imported, for the list to fix; `row` counts data rows from 1. */
export interface RejectedRow {
  row: number;
  reason: RejectReason;
  cells: readonly string[];
}

export interface TableRead {
  table: SurveyTable;
  /** Settled over the whole file: the passport saw only its head. */
  encoding: Encoding;
  rows: RowCounts;
  rejectedRows: readonly RejectedRow[];
  issues: readonly SurveyIssue[];
  lineEnds: LineEndCounts;
}

/** Rejected rows kept with their cells; more are only counted, so that a broken file cannot fill the memory. */
const MAX_REJECTED_KEPT = 10_000;

/** Rows handed to the columns at a time: few enough that their bytes are still in the nearest cache. */
const BLOCK_ROWS = 512;

/** About how many rows a file of this size has, a little too many rather than too few. */
export function estimateRows(passport: Passport, fileBytes: number): number {
  const rowBytes = passport.sample.reduce(
    (sum, row) => sum + row.reduce((bytes, cell) => bytes + cell.length + 1, 0),
    0,
  );
  return Math.ceil((fileBytes / Math.max(rowBytes, 1)) * passport.sample.length * 1.05) + 16;
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
  readonly #encoding: Encoding;
  readonly #statusColumn: number;
  readonly #rows: RowCounts = { read: 0, imported: 0, rejected: 0, excluded: 0, reasons: {} };
  readonly #rejected: RejectedRow[] = [];
  readonly #block: CellBlock;
  #linesToSkip: number;
  #shortRows = 0;
  #isFirstChunk = true;

  /** `expectedRows` from `estimateRows`, when the size of the file is known. */
  constructor(passport: Passport, expectedRows?: number) {
    this.#passport = passport;
    const width = passport.headings.length;
    this.#builders = passport.headings.map(() => new ColumnBuilder(expectedRows));
    this.#block = {
      bytes: new Uint8Array(0),
      starts: new Int32Array(width * BLOCK_ROWS),
      ends: new Int32Array(width * BLOCK_ROWS),
      stride: width,
      count: 0,
    };
    this.#linesToSkip = passport.linesToSkip + passport.headerRows.value;
    const encoding = passport.encoding.value;
    const isWide = encoding === 'utf-16le' || encoding === 'utf-16be';
    this.#transcoder = isWide ? new TextDecoder(encoding) : undefined;
    this.#encoding = isWide ? 'utf-8' : encoding;
    this.#statusColumn =
      passport.platform.value === 'qualtrics'
        ? passport.headings.findIndex(({ name }) => name.toLowerCase() === 'status')
        : -1;
    this.#reader = new ByteReader(
      { delimiter: passport.delimiter.value, isCarriageReturnOnly: passport.isCarriageReturnOnly },
      { record: (cells) => this.#takeRecord(cells), release: () => this.#flush() },
    );
  }

  /** Rows read so far, for the progress bar. */
  get rowsRead(): number {
    return this.#rows.read;
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#isFirstChunk ? chunk.subarray(byteOrderMarkLength(chunk)) : chunk;
    this.#isFirstChunk = false;
    // UTF-16 is the one encoding that does not keep ASCII in single bytes.
    this.#reader.push(
      this.#transcoder ? new TextEncoder().encode(this.#transcoder.decode(bytes, { stream: true })) : bytes,
    );
  }

  /** The finished table with roles still `ignore`; `describeColumns` and a person give them their meaning. */
  finish(): TableRead {
    this.#reader.end();
    const coded = this.#builders.map((builder) => builder.finish());
    const encoding = this.#settleEncoding(coded.map(({ bytes }) => bytes));
    const columns = this.#passport.headings.map(({ name, label }, index): SurveyColumn => {
      const { codes, bytes, offsets, mayRepeat } = coded[index] ?? new ColumnBuilder().finish();
      const dictionary = new ByteDictionary(bytes, offsets, encoding, mayRepeat);
      return { index, name, label, role: 'ignore', scale: undefined, naCodes: [], codes, dictionary };
    });
    return {
      table: { rowCount: this.#rows.imported, decimal: this.#passport.decimal.value, columns },
      encoding,
      rows: this.#rows,
      rejectedRows: this.#rejected,
      issues: this.#issues(),
      lineEnds: this.#reader.lineEnds,
    };
  }

  /**
   * A head of plain ASCII says nothing about an ogonek on line 40,000. All columns still hold the file's
   * bytes, so the encoding can be settled now over every distinct answer.
   */
  #settleEncoding(answers: readonly Uint8Array[]): Encoding {
    if (this.#passport.encoding.isOverridden || this.#encoding !== 'utf-8' || this.#transcoder)
      return this.#encoding;
    const foreign = answers.filter((bytes) => hasHighBytes(bytes) && guessEncoding(bytes).value !== 'utf-8');
    const [richest] = foreign.sort((a, b) => b.length - a.length);
    return richest ? guessEncoding(richest).value : 'utf-8';
  }

  #takeRecord(cells: RecordCells): void {
    if (this.#linesToSkip > 0) {
      this.#linesToSkip--;
      return;
    }
    this.#rows.read++;
    const width = this.#builders.length;
    const { bytes, starts, ends, count } = cells;
    if (cells.isUnclosed) return this.#reject(cells, 'unclosed-quote');
    if (count > width && !isBlank(cells, width)) return this.#reject(cells, 'too-many-cells');
    if (isBlank(cells, 0)) return this.#exclude('empty-row');
    if (this.#isPreview(cells)) return this.#exclude('preview-response');
    if (count < width) this.#shortRows++;
    const block = this.#block;
    block.bytes = bytes;
    const first = block.count++ * width;
    for (let i = 0; i < width; i++) {
      block.starts[first + i] = i < count ? (starts[i] ?? 0) : 0;
      block.ends[first + i] = i < count ? (ends[i] ?? 0) : 0;
    }
    this.#rows.imported++;
    if (block.count === BLOCK_ROWS) this.#flush();
  }

  /** Hands the rows gathered so far to the columns, one column at a time. */
  #flush(): void {
    if (this.#block.count === 0) return;
    this.#builders.forEach((builder, i) => builder.add(this.#block, i));
    this.#block.count = 0;
  }

  /** Qualtrics marks the author's own trials; they are no customers. */
  #isPreview(cells: RecordCells): boolean {
    if (this.#statusColumn < 0) return false;
    const status = this.#textOf(cells, this.#statusColumn);
    return /^(?:survey preview|survey test|spam|umfragevorschau|podgląd ankiety)$/i.test(status);
  }

  #reject(cells: RecordCells, reason: RejectReason): void {
    this.#rows.rejected++;
    this.#rows.reasons[reason] = (this.#rows.reasons[reason] ?? 0) + 1;
    if (this.#rejected.length >= MAX_REJECTED_KEPT) return;
    const texts = Array.from({ length: cells.count }, (_, i) => this.#textOf(cells, i));
    this.#rejected.push({ row: this.#rows.read, reason, cells: texts });
  }

  #exclude(reason: ExcludeReason): void {
    this.#rows.excluded++;
    this.#rows.reasons[reason] = (this.#rows.reasons[reason] ?? 0) + 1;
  }

  #textOf(cells: RecordCells, i: number): string {
    if (i >= cells.count) return '';
    return new TextDecoder(this.#encoding).decode(cells.bytes.subarray(cells.starts[i], cells.ends[i]));
  }

  #issues(): SurveyIssue[] {
    const issues: SurveyIssue[] = [];
    for (const reason of ['too-many-cells', 'unclosed-quote'] as const) {
      const count = this.#rows.reasons[reason];
      const first = this.#rejected.find((row) => row.reason === reason);
      if (count && first) {
        issues.push({ severity: 'warning', code: reason, row: first.row, values: { count, row: first.row } });
      }
    }
    if (this.#shortRows > 0) {
      issues.push({ severity: 'warning', code: 'short-rows', values: { count: this.#shortRows } });
    }
    return issues;
  }
}

/** Whether all cells from `first` on are empty. */
function isBlank(cells: RecordCells, first: number): boolean {
  for (let i = first; i < cells.count; i++) {
    if ((cells.ends[i] ?? 0) > (cells.starts[i] ?? 0)) return false;
  }
  return true;
}
