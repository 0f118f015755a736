import * as v from 'valibot';
import type { RefusedRow } from '#lib/base/csv/refused-rows.ts';
import { COLUMN_FIELDS, type ColumnField } from './issue-columns.ts';

/** Ten thousand issues with their texts; beyond it is no list that somebody looks through. */
export const MAX_ISSUE_LIST_BYTES = 20_000_000;
/** As many rows as one press imports. */
export const MOST_ISSUE_ROWS = 10_000;

/** A list as a page sends it: the file, what its columns are, and which preview it is about. */
export const IssueImportForm = v.object({
  file: v.pipe(
    v.instance(Uint8Array<ArrayBuffer>, 'form.required'),
    v.check((bytes) => bytes.byteLength > 0, 'form.required'),
  ),
  fileName: v.optional(v.pipe(v.string(), v.maxLength(300)), ''),
  /** Headings, and beside each what its columns hold; empty where it is to be guessed. */
  headings: v.optional(v.pipe(v.array(v.string()), v.maxLength(1000)), []),
  fields: v.optional(v.pipe(v.array(v.picklist(COLUMN_FIELDS)), v.maxLength(1000)), []),
  /** Whether what is open in the list waits for triage, or is in the list at once. */
  as: v.optional(v.picklist(['new', 'accepted']), 'new'),
  /** The fingerprint of the preview that was shown; empty for the first one. */
  seen: v.optional(v.string(), ''),
});

/** One row as the preview shows it. */
export interface ShownIssue {
  row: number;
  title: string;
  key: string | null;
  state: 'open' | 'done' | 'dropped';
}

/** What an import would do, with every row of the list in one of three places [IS16]. */
export interface IssueImportPreview {
  added: readonly ShownIssue[];
  /** Rows that are here already, with the number of the issue. */
  same: readonly (ShownIssue & { number: number })[];
  refused: readonly RefusedRow[];
  headings: readonly string[];
  /** What each heading was taken for, with a text that stands below it. */
  columns: readonly { heading: string; field: ColumnField; count: number; sample: string }[];
  /** How many columns have a heading and nothing below it. */
  emptyColumns: number;
  hasTitle: boolean;
  /** How many rows say what was not understood; the issue keeps it as it was written [IS20]. */
  unread: UnreadCells;
  fingerprint: string;
}

/** Cells that were not understood, by what they should have been; texts that were cut to fit. */
export interface UnreadCells {
  states: number;
  days: number;
  people: number;
  shortened: number;
}

/** What an import did. */
export interface IssueImportDone {
  added: number;
  same: number;
  refused: number;
  undoId: string | null;
}

/** What one import added, as it is kept for an hour. */
export const StoredImport = v.object({ ids: v.array(v.string()) });
