import * as v from 'valibot';
import type { RefusedRow } from '#lib/base/csv/refused-rows.ts';
import { isSeriesField, type SeriesField } from './series-columns.ts';

/** Ten years of daily values of many series; beyond it is no table that somebody looks through. */
export const MAX_SERIES_LIST_BYTES = 5_000_000;
/** As many values as one press imports. */
export const MOST_IMPORTED_POINTS = 10_000;

/** A table as a page sends it: the file, what its columns are, and which preview it is about. */
export const SeriesImportForm = v.object({
  file: v.pipe(
    v.instance(Uint8Array<ArrayBuffer>, 'form.required'),
    v.check((bytes) => bytes.byteLength > 0, 'form.required'),
  ),
  fileName: v.optional(v.pipe(v.string(), v.maxLength(300)), ''),
  /** Headings, and beside each what its columns hold. */
  headings: v.optional(v.pipe(v.array(v.string()), v.maxLength(1000)), []),
  fields: v.optional(
    v.pipe(
      v.array(v.custom<SeriesField>((text) => typeof text === 'string' && isSeriesField(text))),
      v.maxLength(1000),
    ),
    [],
  ),
  /** Where values go when no column names their series. */
  seriesId: v.optional(v.string(), ''),
  /** The fingerprint of the preview that was shown; empty for the first one. */
  seen: v.optional(v.string(), ''),
});

/** One value as the preview shows it. */
export interface ShownPoint {
  row: number;
  series: string;
  unit: string;
  day: string;
  value: number;
  /** What stands on that day so far; null where nothing does. */
  before: number | null;
}

/** What an import would do, with every row of the table accounted for [AR6]. */
export interface SeriesImportPreview {
  added: readonly ShownPoint[];
  changed: readonly ShownPoint[];
  same: number;
  /** Rows without any value. */
  empty: number;
  refused: readonly RefusedRow[];
  headings: readonly string[];
  /** What each heading was taken for, with a text that stands below it. */
  columns: readonly { heading: string; field: SeriesField; sample: string }[];
  /** Whether there are days, and values of something. */
  isReadable: boolean;
  fingerprint: string;
}

/** What an import did. */
export interface SeriesImportDone {
  added: number;
  changed: number;
  same: number;
  refused: number;
  undoId: string | null;
}

/** What one import entered, as it is kept for an hour; `before` is null where there was no value. */
export const StoredSeriesImport = v.object({
  points: v.array(
    v.object({
      seriesId: v.string(),
      day: v.string(),
      value: v.number(),
      before: v.nullable(
        v.object({
          value: v.number(),
          note: v.string(),
          file: v.nullable(v.string()),
          byId: v.string(),
          atMs: v.number(),
        }),
      ),
    }),
  ),
});
