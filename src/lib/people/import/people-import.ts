import * as v from 'valibot';
import type { NeededColumn } from './people-columns.ts';
import type { RefusedRow } from '#lib/base/csv/refused-rows.ts';

/** Fifty thousand people; beyond it is no list of an organisation. */
export const MAX_LIST_BYTES = 5_000_000;

/** A list as a page sends it: the file, what its new departments are, and which preview it is about. */
export const PeopleImportForm = v.object({
  file: v.pipe(
    v.instance(Uint8Array<ArrayBuffer>, 'form.required'),
    v.check((bytes) => bytes.byteLength > 0, 'form.required'),
  ),
  /** Keys of departments that are new, and beside each the id of one that is here, or nothing to make it. */
  newKeys: v.optional(v.array(v.string()), []),
  becomes: v.optional(v.array(v.string()), []),
  /** The fingerprint of the preview that was shown; empty for the first one. */
  seen: v.optional(v.string(), ''),
});

/** A fact as people read it, from one value to the next; null for none. */
export interface ShownChange {
  field: 'name' | 'department' | 'roles' | 'level' | 'manager' | 'employedUntil';
  from: string | null;
  to: string | null;
}

/** One row of a preview. Of somebody new `from` is always null. */
export interface ShownPerson {
  row: number;
  name: string;
  email: string;
  changes: readonly ShownChange[];
}

/** What an import would do, with every row of the list in one of four places [PE31]. */
export interface ImportPreview {
  added: readonly ShownPerson[];
  changed: readonly ShownPerson[];
  same: readonly ShownPerson[];
  refused: readonly RefusedRow[];
  headings: readonly string[];
  /** Headings that say nothing to us. */
  unknownColumns: readonly string[];
  missingColumns: readonly NeededColumn[];
  newDepartments: readonly { key: string; name: string; count: number; becomes: string }[];
  /** What was shown: an import that would do anything else is refused. */
  fingerprint: string;
}

/** What an import did. */
export interface PeopleImport {
  added: number;
  changed: number;
  same: number;
  refused: number;
}
