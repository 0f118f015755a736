import { type Duplicates, findDuplicates } from './compare-tables.ts';
import {
  applyChoices,
  type ColumnChoices,
  type ColumnDescription,
  describeColumns,
  NO_CHOICES,
  treatmentsOf,
} from '../columns/describe-columns.ts';
import { errorIssue, type SurveyIssue } from '#lib/tabular/file/issue.ts';
import { damageOf } from '../columns/column-issues.ts';
import { type MaskedTable, maskTable, type PersonalColumn } from '../privacy/mask-table.ts';
import { measure, measureKinds } from '../measure/measure.ts';
import {
  HEAD_BYTES,
  type Passport,
  type PassportOverrides,
  type PassportResult,
  readPassport,
} from '#lib/tabular/file/passport.ts';
import { type NaEffect, naEffects } from './na-effect.ts';
import { noPersonalData, type PersonalCounts } from '#lib/tabular/privacy/personal-data.ts';
import type { RepairedCell } from '#lib/tabular/read/mixed-rows.ts';
import { estimateRows, TableReader, type TableRead } from '#lib/tabular/read/read-table.ts';
import type { RejectedRow, RowCounts } from '#lib/tabular/read/row-counts.ts';
import { openSource, type SurveySource } from '#lib/tabular/file/survey-source.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { unguardTable } from '#lib/tabular/table/unguard-table.ts';
import type { WaveColumn, WaveFigure } from '../wave/wave.ts';
import { writeWave } from '../wave/wave-file.ts';

const CHUNK_BYTES = 1 << 19;

/** How far reading has come. */
export interface ImportProgress {
  bytesRead: number;
  bytesTotal: number;
  rows: number;
}

/** What reading a file shows before anything is kept: its columns, rows and issues. */
export interface SurveyReading {
  descriptions: readonly ColumnDescription[];
  decimal: '.' | ',';
  delimiter: string;
  rows: RowCounts;
  rejectedRows: readonly RejectedRow[];
  repairedCells: readonly RepairedCell[];
  /** Columns in which personal data was found, and columns whose heading says that they are personal. */
  personal: readonly PersonalColumn[];
  naEffects: readonly NaEffect[];
  /** Rows that somebody may have sent twice. */
  duplicates: Duplicates;
  issues: readonly SurveyIssue[];
}

/** A wave ready to be sent: masked, with the figures for those who may not see rows. */
export interface PreparedWave {
  /** The Parquet file. */
  bytes: Uint8Array;
  rows: RowCounts;
  columns: WaveColumn[];
  figures: WaveFigure[];
  masked: PersonalCounts;
  maskedColumns: readonly string[];
}

/** A file that can be read, and its passport. */
export type OpenedSurvey =
  { ok: true; passport: Passport; source: SurveySource } | { ok: false; issue: SurveyIssue };

/** More than a tab can hold once it is in columns, and more than their offsets can count. */
export const MAX_FILE_BYTES = 2 ** 31 - 1;

/**
 * Opens a file: a workbook's sheet becomes text first (`opened` spares doing that again), then the passport
 * is read from the first megabyte.
 */
export async function openSurvey(
  file: Blob,
  overrides: PassportOverrides = {},
  opened?: SurveySource,
): Promise<OpenedSurvey> {
  if (file.size > MAX_FILE_BYTES) {
    const values = { size: Math.round(file.size / 1e9), limit: Math.floor(MAX_FILE_BYTES / 1e9) };
    return { ok: false, issue: errorIssue('file-too-large', values) };
  }
  const isOpen = opened && (overrides.sheet === undefined || opened.workbook?.sheet === overrides.sheet);
  const found = isOpen ? { ok: true as const, source: opened } : await openSource(file, overrides.sheet);
  if (!found.ok) return found;
  const { text, workbook } = found.source;
  const head = new Uint8Array(await text.slice(0, HEAD_BYTES).arrayBuffer());
  const result = readPassport(head, text.size <= HEAD_BYTES, overrides);
  if (!result.ok) return result;
  const passport = workbook ? { ...result.passport, workbook } : result.passport;
  return { ok: true, passport, source: found.source };
}

/** The passport of a file that is read with its guesses alone. */
export async function inspectSurvey(file: Blob, overrides: PassportOverrides = {}): Promise<PassportResult> {
  const opened = await openSurvey(file, overrides);
  return opened.ok ? { ok: true, passport: opened.passport } : opened;
}

/**
 * Reads the whole file as its passport says, with progress after each chunk. Nothing is kept anywhere:
 * whoever ends it ends the worker. See [SV25].
 */
export async function readSurvey(
  file: Blob,
  passport: Passport,
  onProgress: (progress: ImportProgress) => void,
): Promise<TableRead> {
  const reader = new TableReader(passport, estimateRows(passport, file.size));
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    // Slices rather than a stream: a stream's chunks are as large as the browser likes.
    const chunk = new Uint8Array(await file.slice(at, at + CHUNK_BYTES).arrayBuffer());
    reader.push(chunk);
    onProgress({
      bytesRead: Math.min(at + CHUNK_BYTES, file.size),
      bytesTotal: file.size,
      rows: reader.rowsRead,
    });
  }
  return withWorkbook(reader.finish(), passport);
}

/** A workbook that was read is worth a word: its name may say something else, and it has other sheets. */
export function withWorkbook(read: TableRead, { workbook }: Passport): TableRead {
  if (!workbook) return read;
  const values = { sheet: workbook.sheet, n: workbook.sheets.length };
  return { ...read, issues: [{ severity: 'warning', code: 'workbook-read', values }, ...read.issues] };
}

/** What the analyst is shown of a file that was read. */
export function describeReading(read: TableRead): SurveyReading {
  const { table, rows, rejectedRows, repairedCells, issues } = read;
  const descriptions = describeColumns(table);
  return {
    descriptions,
    decimal: table.decimal,
    delimiter: read.delimiter,
    rows,
    rejectedRows,
    repairedCells,
    personal: reviewPersonalData(table, descriptions),
    naEffects: naEffects(table, descriptions),
    duplicates: findDuplicates(applyChoices(table, descriptions, NO_CHOICES, false)),
    issues: [...issues, ...descriptions.flatMap(damageOf)],
  };
}

/** What the masking would find, and personal columns in which there is nothing to find but the answers themselves. */
function reviewPersonalData(
  table: SurveyTable,
  descriptions: readonly ColumnDescription[],
): PersonalColumn[] {
  const { columns } = maskTable(applyChoices(table, descriptions, NO_CHOICES, false));
  const found = new Set(columns.map(({ index }) => index));
  const headed = descriptions.flatMap(({ summary: { index, name, answered }, guess }): PersonalColumn[] =>
    guess.isPersonal && answered > 0 && !found.has(index)
      ? [{ index, name, found: noPersonalData(), rows: answered, examples: [] }]
      : [],
  );
  return [...columns, ...headed].sort((a, b) => a.index - b.index);
}

/**
 * The wave as it will be kept, after the analyst's choices: personal data masked first, then figures,
 * then the Parquet bytes. Proposed N/A codes that nobody accepted have no effect. See [SV13], [SV22].
 */
export function prepareWave(
  read: TableRead,
  descriptions: readonly ColumnDescription[],
  choices: ColumnChoices,
): PreparedWave {
  const { table: kept, found, columns } = maskForWave(read, descriptions, choices);
  return {
    bytes: writeWave(kept),
    rows: read.rows,
    columns: kept.columns.map(({ name, label, role, naCodes }) => ({
      name,
      label,
      role,
      naCodes: [...naCodes],
    })),
    figures: overallFigures(kept),
    masked: found,
    maskedColumns: columns.map(({ name }) => name),
  };
}

/** The table as it would be kept: decided, masked, without the columns that are left out. */
export function maskForWave(
  read: TableRead,
  descriptions: readonly ColumnDescription[],
  choices: ColumnChoices,
): MaskedTable {
  const masked = maskTable(
    unguardTable(applyChoices(read.table, descriptions, choices, false)),
    treatmentsOf(choices),
  );
  const columns = masked.table.columns.filter(({ role }) => role !== 'ignore');
  return { ...masked, table: { ...masked.table, columns } };
}

/** Each measured column's leading figure over everybody. */
export function overallFigures(table: SurveyTable): WaveFigure[] {
  const figures: WaveFigure[] = [];
  for (const column of table.columns) {
    if (column.role === 'number') continue;
    for (const kind of measureKinds(column)) {
      if (column.role === 'nps' && kind === 'mean') continue;
      const { value, interval, n } = measure(column, kind, table.decimal);
      const [low, high] = interval;
      if (![value, low, high].every(Number.isFinite)) continue;
      figures.push({ column: column.name, label: column.label, kind, value, interval: [low, high], n });
    }
  }
  return figures;
}
