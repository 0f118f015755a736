import { BYTE_ORDER_MARK, textCell } from '#lib/base/csv-cell.ts';
import type { RejectedRow, RejectReason } from './row-outcome.ts';

/** A file of rejected rows to fix and import again. */
export interface RejectedFile {
  headings: readonly string[];
  delimiter: string;
  rows: readonly RejectedRow[];
  /** The heading of the column of reasons, and what it says of each. */
  reasonHeading: string;
  reasonText: (reason: RejectReason, row: number) => string;
}

/**
 * Rejected rows as delimited text in the dialect of their file: the reason first, since a row with too many cells
 * has no last column, then the cells as they were read. UTF-8 with its mark and CRLF, which Excel opens rightly; no
 * cell can start a formula there, and -5 stays -5. See [SV35].
 */
export function writeRejectedFile(file: RejectedFile): string {
  const lines = file.rows.map(({ row, reason, cells }) => [file.reasonText(reason, row), ...cells]);
  return writeCells([[file.reasonHeading, ...file.headings], ...lines], file.delimiter);
}

/** Rows as delimited text that Excel opens rightly, formulas guarded. */
export function writeCells(rows: readonly (readonly string[])[], delimiter: string): string {
  return (
    BYTE_ORDER_MARK +
    rows.map((cells) => `${cells.map((cell) => textCell(cell, delimiter)).join(delimiter)}\r\n`).join('')
  );
}
