import {
  applyChoices,
  type ColumnChoices,
  type ColumnDescription,
  describeColumns,
} from './describe-columns.ts';
import type { SurveyIssue } from './issue.ts';
import { maskTable } from './mask-table.ts';
import { measure, measureKinds } from './measure.ts';
import {
  HEAD_BYTES,
  type Passport,
  type PassportOverrides,
  type PassportResult,
  readPassport,
} from './passport.ts';
import type { PersonalCounts } from './personal-data.ts';
import { estimateRows, type RejectedRow, type RowCounts, TableReader, type TableRead } from './read-table.ts';
import type { SurveyTable } from './table.ts';
import { unguardTable } from './unguard-table.ts';
import type { WaveColumn, WaveFigure } from './wave.ts';
import { writeWave } from './wave-file.ts';

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
  rows: RowCounts;
  rejectedRows: readonly RejectedRow[];
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

/** The passport of a file, from its first megabyte. */
export async function inspectSurvey(file: Blob, overrides: PassportOverrides = {}): Promise<PassportResult> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  return readPassport(head, file.size <= HEAD_BYTES, overrides);
}

/**
 * Reads the whole file as its passport says, with progress after each chunk. An aborted `signal` ends it
 * with the signal's reason; nothing was kept anywhere by then. See [SV25].
 */
export async function readSurvey(
  file: Blob,
  passport: Passport,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<TableRead> {
  const reader = new TableReader(passport, estimateRows(passport, file.size));
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    // Slices rather than a stream: a stream's chunks are as large as the browser likes.
    const chunk = new Uint8Array(await file.slice(at, at + CHUNK_BYTES).arrayBuffer());
    signal.throwIfAborted();
    reader.push(chunk);
    onProgress({
      bytesRead: Math.min(at + CHUNK_BYTES, file.size),
      bytesTotal: file.size,
      rows: reader.rowsRead,
    });
  }
  return reader.finish();
}

/** What the analyst is shown of a file that was read. */
export function describeReading(read: TableRead): SurveyReading {
  const { table, rows, rejectedRows, issues } = read;
  return { descriptions: describeColumns(table), decimal: table.decimal, rows, rejectedRows, issues };
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
  const { table, found, columns } = maskTable(
    unguardTable(applyChoices(read.table, descriptions, choices, false)),
  );
  const kept = { ...table, columns: table.columns.filter(({ role }) => role !== 'ignore') };
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
    maskedColumns: columns,
  };
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
