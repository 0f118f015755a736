import * as v from 'valibot';
import type { Id } from '#lib/base/ids.ts';
import { calendarDay, optionalText, requiredText, wholeNumber } from '#lib/base/parse-input.ts';
import { ImportSettings } from '../import/import-profile.ts';
import { COLUMN_ROLES } from '#lib/tabular/table/table.ts';
import { ColumnFilters } from './view.ts';

export type SurveyId = Id<'survey'>;
export type WaveId = Id<'wave'>;

/** A column as the list of waves knows it; the answers are in the Parquet file. */
export const WaveColumn = v.object({
  name: v.pipe(v.string(), v.maxLength(1000)),
  label: v.pipe(v.string(), v.maxLength(5000)),
  role: v.picklist(COLUMN_ROLES),
  naCodes: v.array(v.string()),
});
export type WaveColumn = v.InferOutput<typeof WaveColumn>;

export const MEASURE_KINDS = ['nps', 'top-two-box', 'mean'] as const;

/** One overall figure of a wave, kept with it for those who do not see rows. */
export const WaveFigure = v.object({
  column: v.string(),
  label: v.string(),
  kind: v.picklist(MEASURE_KINDS),
  value: v.number(),
  interval: v.tuple([v.number(), v.number()]),
  n: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type WaveFigure = v.InferOutput<typeof WaveFigure>;

const rows = v.object({
  read: wholeNumber(0, 100_000_000),
  imported: wholeNumber(1, 100_000_000),
  rejected: wholeNumber(0, 100_000_000),
  excluded: wholeNumber(0, 100_000_000),
});

/** What the browser sends when a file was read, checked and uploaded as Parquet. */
export const WaveImport = v.object({
  surveyName: requiredText(200),
  waveName: requiredText(200),
  fieldedOn: calendarDay(),
  fileName: requiredText(400),
  blobId: v.string(),
  rows: v.pipe(
    rows,
    // [SV9] nothing is lost: every row read is imported, rejected or excluded.
    v.check(
      (count) => count.imported + count.rejected + count.excluded === count.read,
      'survey.upload.rowsDisagree',
    ),
  ),
  columns: v.pipe(v.array(WaveColumn), v.minLength(1), v.maxLength(2000)),
  figures: v.pipe(v.array(WaveFigure), v.maxLength(500)),
  /** The wave, at the version that was compared, in whose place this file is imported. */
  replaces: v.optional(v.object({ waveId: v.string(), version: v.pipe(v.number(), v.integer()) })),
  /** False when personal data was found in what is replaced: nobody can bring it back then. */
  keepsPrevious: v.optional(v.boolean(), true),
  /** How the file was read, remembered for the next wave of the survey. */
  settings: v.optional(ImportSettings),
});

export type WaveImport = v.InferOutput<typeof WaveImport>;

/** A wave as somebody saw it. */
export const WaveReference = v.object({
  waveId: v.string(),
  version: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer()),
});

/** Which question of the survey a column asks, where its name is another. */
export const ColumnLinks = v.object({
  waveId: v.string(),
  links: v.pipe(
    v.array(v.object({ column: requiredText(1000), question: requiredText(1000) })),
    v.maxLength(2000),
    v.check(
      (links) => new Set(links.map(({ question }) => question)).size === links.length,
      'survey.stitch.twice',
    ),
  ),
});

/** Limit of one upload: a million responses of twenty columns need about a tenth of it. */
export const MAX_WAVE_BYTES = 512 * 1024 * 1024;

export const UploadStart = v.object({
  byteSize: wholeNumber(1, MAX_WAVE_BYTES),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

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

/** The question behind an insight; its `kind` says what was asked. */
export const InsightQuestion = v.variant('kind', [MeasureQuestion, PhraseQuestion]);
export type InsightQuestion = v.InferOutput<typeof InsightQuestion>;

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
const SMALLEST_PINNED = 5;

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
