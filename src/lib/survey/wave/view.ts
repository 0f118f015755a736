import * as v from 'valibot';
import { MEASURE_KINDS } from '#lib/base/measure-kind.ts';
import { requiredText, wholeNumber } from '#lib/base/parse-input.ts';
import { CrossView } from './cross-view.ts';
import type { Id } from '#lib/base/ids.ts';

export const PERIODS = ['day', 'week', 'month'] as const;

/**
 * One filter: answers of a column by their text, or a range of its numbers, both ends included. A date's
 * range is in days since 1970.
 */
export const ColumnFilter = v.object({
  column: v.pipe(v.string(), v.maxLength(1000)),
  values: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(2000))), v.maxLength(500))),
  range: v.optional(v.tuple([v.pipe(v.number(), v.finite()), v.pipe(v.number(), v.finite())])),
});
export type ColumnFilter = v.InferOutput<typeof ColumnFilter>;

/** As many filters as one question may have: one bit each in the engine. */
export const ColumnFilters = v.pipe(v.array(ColumnFilter), v.maxLength(32));

/** What a page of a wave shows: enough to come back to it, and to ask it of another wave. */
export const WaveView = v.object({
  filters: ColumnFilters,
  /** The column that is measured over time and in groups; empty for the first that has a measure. */
  measured: v.optional(v.pipe(v.string(), v.maxLength(1000)), ''),
  kind: v.optional(v.nullable(v.picklist(MEASURE_KINDS)), null),
  /** Up to two categories that the measure is split by. */
  split: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(1000))), v.maxLength(2)), []),
  isWeighted: v.optional(v.boolean(), false),
  period: v.optional(v.nullable(v.picklist(PERIODS)), null),
  target: v.optional(v.nullable(v.pipe(v.number(), v.finite())), null),
  /** The questions that are crossed; null until somebody chose them. */
  cross: v.optional(v.nullable(CrossView), null),
});
export type WaveView = v.InferOutput<typeof WaveView>;

export const EMPTY_VIEW: WaveView = {
  filters: [],
  measured: '',
  kind: null,
  split: [],
  isWeighted: false,
  period: null,
  target: null,
  cross: null,
};

export const SavedViewForm = v.object({
  waveId: v.string(),
  name: requiredText(120),
  view: WaveView,
});

export const SavedViewRename = v.object({
  id: v.string(),
  version: wholeNumber(1, 1_000_000),
  name: requiredText(120),
});

/** A view that somebody kept, for everybody who may see rows. */
export interface SavedView {
  id: Id<'view'>;
  waveId: string;
  name: string;
  view: WaveView;
  authorName: string;
  createdAtMs: number;
  version: number;
}
