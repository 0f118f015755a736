import * as v from 'valibot';
import { InsightQuestion, isMeasured, type MeasureQuestion, SMALLEST_PINNED } from '../insights/insight.ts';

/** As many groups as one measurement stands on: two sides in each of twelve waves. */
export const MOST_MEASURED_GROUPS = 24;

/** A part of the respondents whose figure stands behind a measurement: what was asked, and what was read [SV121]. */
const MeasuredGroup = v.object({
  waveId: v.string(),
  question: v.pipe(
    InsightQuestion,
    // A share of comments or of a crosstab is for analysts alone [SV113].
    v.check((question) => isMeasured(question), 'form.required'),
    v.transform((question) => question as MeasureQuestion), // the check before left no other kind
  ),
  value: v.pipe(v.number(), v.finite()),
  n: v.pipe(v.number(), v.integer(), v.minValue(SMALLEST_PINNED, 'form.tooSmall')),
});
export type MeasuredGroup = v.InferOutput<typeof MeasuredGroup>;

export const MeasuredGroups = v.pipe(
  v.array(MeasuredGroup),
  v.minLength(1, 'form.required'),
  v.maxLength(MOST_MEASURED_GROUPS),
);
