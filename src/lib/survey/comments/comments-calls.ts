import type { WorkerClient } from '#lib/base/ask-worker.ts';
import type { TagShare } from './code-frame.ts';
import type { Estimate } from '../measure/estimate.ts';
import type { CsvStyle } from '#lib/base/csv-cell.ts';
import type { Keyness } from './keyness.ts';
import type { TagSuggestion } from './suggest-tags.ts';
import type { Tag, TagId, TagMark } from './tag.ts';
import type { WaveBytes } from '../wave/wave-bytes.ts';
import type { CommentContrast, InsightEvidence, InsightQuestion } from '../insights/insight.ts';

export type NpsGroup = 'promoter' | 'passive' | 'detractor';
export const NPS_GROUPS: readonly NpsGroup[] = ['promoter', 'passive', 'detractor'];

/** What the comments of a wave can be looked at by. */
export interface CommentsOverview {
  /** Columns of comments, and the one that is open. Empty when the wave has none. */
  columns: readonly { name: string; label: string }[];
  column: string;
  comments: number;
  scores: readonly { name: string; label: string; points: readonly number[]; isNps: boolean }[];
  segments: readonly { name: string; label: string; values: readonly string[] }[];
  /** First and last day (ISO), where the wave has dates. */
  days: readonly [string, string] | undefined;
}

/** Conditions that all hold; empty texts and nulls do not limit. */
export interface CommentFilter {
  search: string;
  group: NpsGroup | '';
  score: { column: string; value: number } | null;
  segment: { column: string; value: string } | null;
  from: string;
  to: string;
  tagId: string;
  /** A side of the contrast that keyness was asked for. */
  side: { contrast: CommentContrast; side: 'first' | 'second' } | null;
}

export const NO_FILTER: CommentFilter = {
  search: '',
  group: '',
  score: null,
  segment: null,
  from: '',
  to: '',
  tagId: '',
  side: null,
};

/** One comment as it is read. */
export interface CommentView {
  row: number;
  text: string;
  marks: readonly (readonly [start: number, end: number])[];
  /** Of the first NPS or rating column; NaN without an answer. */
  score: number;
  group: NpsGroup | '';
  day: string;
  segments: readonly string[];
  tagIds: readonly TagId[];
}

export interface TagFigures {
  tagId: TagId;
  all: TagShare;
  /** Empty without an NPS column. */
  byGroup: readonly { group: NpsGroup; share: TagShare }[];
}

export interface PhraseDraft {
  value: number;
  interval: readonly [number, number];
  n: number;
  evidence: InsightEvidence;
}

export interface KeynessRequest {
  contrast: CommentContrast;
  isFolded: boolean;
  minCount: number;
}

/** What a page may ask about the comments of a wave, and what it gets. */
export interface CommentsCalls {
  open(input: { wave: WaveBytes }): Promise<CommentsOverview>;
  /** A pinned question asked of a wave, without opening it for reading. */
  askAgain(input: { wave: WaveBytes; question: InsightQuestion }): Promise<Estimate | undefined>;
  choose(input: { column: string }): Promise<CommentsOverview>;
  tag(input: { tags: readonly Tag[]; marks: readonly TagMark[] }): Promise<readonly TagFigures[]>;
  /** Rows of the wave, in the order of the file. */
  filter(input: CommentFilter): Promise<Int32Array>;
  read(input: { rows: readonly number[]; search: string }): Promise<readonly CommentView[]>;
  keyness(input: KeynessRequest): Promise<Keyness>;
  phrase(input: PhraseRequest): Promise<PhraseDraft>;
  suggest(input: { contrast: CommentContrast }): Promise<readonly TagSuggestion[]>;
  export(input: ExportRequest): Promise<Blob>;
}

export interface PhraseRequest extends KeynessRequest {
  term: string;
  side: 'first' | 'second';
}

export interface ExportRequest {
  what: 'responses' | 'comments';
  style: CsvStyle;
  filter: CommentFilter | null;
}

/** Whoever answers a page about comments. */
export type CommentsSource = Pick<WorkerClient<CommentsCalls>, 'ask'>;
