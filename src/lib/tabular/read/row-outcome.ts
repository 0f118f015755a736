import type { RowRuleReason } from '../file/row-rules.ts';
import type { ForeignReason } from './foreign-rows.ts';

export type RejectReason = 'too-many-cells' | 'unclosed-quote';
export type ExcludeReason = 'empty-row' | RowRuleReason | ForeignReason;

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
