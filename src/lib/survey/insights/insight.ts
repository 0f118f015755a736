import * as v from 'valibot';
import type { Id } from '#lib/base/ids.ts';
import { optionalText, requiredText } from '#lib/base/parse-input.ts';
import { MEASURE_KINDS } from '#lib/base/measure-kind.ts';
import { CrossedAnswer } from '../wave/cross-view.ts';
import { ColumnFilters } from '../wave/view.ts';
import type { SurveyId, WaveId } from '../wave/wave.ts';

/** A measure of a column: it can be asked again of a later wave. */
const MeasureQuestion = v.object({
  column: v.string(),
  label: v.string(),
  kind: v.picklist(MEASURE_KINDS),
  /** One group of one category column, or null for everybody. */
  segment: v.nullable(v.object({ column: v.string(), value: v.string() })),
  /** Column of the weights, or null when every response counts once. */
  weight: v.nullable(v.string()),
  /** The filters under which the figure was read; everybody when left out. */
  filters: v.optional(ColumnFilters),
});

export type MeasureQuestion = v.InferOutput<typeof MeasureQuestion>;

/** Which comments are set against which others: by a score (promoters and detractors), or one segment and the rest. */
export const CommentContrast = v.variant('kind', [
  v.object({ kind: v.literal('score'), column: v.string() }),
  v.object({ kind: v.literal('segment'), column: v.string(), value: v.string() }),
]);
export type CommentContrast = v.InferOutput<typeof CommentContrast>;

/** The share of comments of one side that say a phrase. */
const PhraseQuestion = v.object({
  column: v.string(),
  label: v.string(),
  kind: v.literal('phrase'),
  term: requiredText(200),
  isFolded: v.boolean(),
  contrast: CommentContrast,
  side: v.picklist(['first', 'second']),
  segment: v.null(),
  weight: v.null(),
});
export type PhraseQuestion = v.InferOutput<typeof PhraseQuestion>;

/**
 * The share of those who gave an answer of another question (everybody who answered it when null) that gave an
 * answer: a cell of a crosstab.
 */
const ShareQuestion = v.object({
  column: v.string(),
  label: v.string(),
  kind: v.literal('share'),
  answer: CrossedAnswer,
  by: v.object({ column: v.string(), label: v.string(), answer: v.nullable(CrossedAnswer) }),
  segment: v.null(),
  weight: v.nullable(v.string()),
  filters: v.optional(ColumnFilters),
});
export type ShareQuestion = v.InferOutput<typeof ShareQuestion>;

/** The question behind an insight; its `kind` says what was asked. */
export const InsightQuestion = v.variant('kind', [MeasureQuestion, PhraseQuestion, ShareQuestion]);
export type InsightQuestion = v.InferOutput<typeof InsightQuestion>;

/** Whether a question is about a measure of a column, which is counted for everybody and over time. */
export function isMeasured(question: InsightQuestion): question is MeasureQuestion {
  return question.kind !== 'phrase' && question.kind !== 'share';
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What stands behind an insight beyond its number: masked quotes, and the counts of a phrase. */
export const InsightEvidence = v.object({
  quotes: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(1000))), v.maxLength(3)), []),
  phrase: v.optional(
    v.object({
      g2: v.number(),
      logRatio: v.number(),
      a: count,
      b: count,
      documentsA: count,
      documentsB: count,
      commentsA: count,
      commentsB: count,
    }),
  ),
});
export type InsightEvidence = v.InferOutput<typeof InsightEvidence>;

/** Fewest answers behind a figure that is pinned. */
export const SMALLEST_PINNED = 5;

export const InsightForm = v.object({
  waveId: v.string(),
  question: InsightQuestion,
  title: requiredText(300),
  note: optionalText(2000),
  value: v.pipe(v.number(), v.finite()),
  interval: v.tuple([v.pipe(v.number(), v.finite()), v.pipe(v.number(), v.finite())]),
  // Everybody with an account sees insights: a figure of fewer would be a way around what is hidden in tables.
  n: v.pipe(v.number(), v.integer(), v.minValue(SMALLEST_PINNED, 'form.tooSmall')),
  evidence: v.optional(InsightEvidence, {}),
});

export interface InsightFigure {
  value: number;
  interval: readonly [number, number];
  n: number;
}

/** A figure as it was when somebody pinned it: it does not change under its reader. */
export interface Insight {
  id: Id<'insight'>;
  waveId: WaveId;
  surveyId: SurveyId;
  surveyName: string;
  waveName: string;
  fieldedOn: string;
  question: InsightQuestion;
  title: string;
  note: string;
  /** Null for a reader without rows to whom it would tell of single people [SV113]. */
  figure: InsightFigure | null;
  /** For those who see rows: nobody else sees the figure. */
  isWithheld: boolean;
  authorName: string;
  createdAtMs: number;
  evidence: InsightEvidence;
  /** Counts the changes of title and note; the numbers never change. */
  version: number;
  changedAtMs: number | null;
}
