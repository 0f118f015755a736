import type { FileFault } from '#lib/tabular/file/file-fault.ts';
import type { Passport } from '#lib/tabular/file/passport.ts';
import { noPersonalData } from '#lib/tabular/privacy/personal-data.ts';
import type { RepairedCell } from '#lib/tabular/read/mixed-rows.ts';
import { estimateRows, type TableRead, TableReader } from '#lib/tabular/read/read-table.ts';
import type { RejectedRow, RowCounts } from '#lib/tabular/read/row-outcome.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { tallyAnswers } from '#lib/tabular/table/tally.ts';
import { damageOf } from '../columns/column-issues.ts';
import {
  applyChoices,
  type ColumnDescription,
  describeColumns,
  NO_CHOICES,
} from '../columns/describe-columns.ts';
import { lossesOf } from '../measure/column-losses.ts';
import { maskTable, type PersonalColumn } from '../privacy/mask-table.ts';
import { type Duplicates, findDuplicates } from './compare-tables.ts';
import { type NaEffect, naEffects } from './na-effect.ts';

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
  issues: readonly FileFault[];
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
  const decided = applyChoices(table, descriptions, NO_CHOICES, false);
  return {
    descriptions,
    decimal: table.decimal,
    delimiter: read.delimiter,
    rows,
    rejectedRows,
    repairedCells,
    personal: reviewPersonalData(table, descriptions),
    naEffects: naEffects(table, descriptions),
    duplicates: findDuplicates(decided),
    issues: [...issues, ...descriptions.flatMap(damageOf), ...repeatedIdsOf(decided)],
  };
}

/** Ids that repeat; what else a column loses stands beside it and follows what is decided about it. */
function repeatedIdsOf({ columns, decimal }: SurveyTable): FileFault[] {
  return columns
    .filter(({ role }) => role === 'id')
    .flatMap((column) => lossesOf(column, tallyAnswers(column.codes, column.dictionary.size), decimal));
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
