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

/** What a page may ask about comments, and what it gets. */
export interface CommentsCalls {
  open: { input: { wave: WaveBytes }; output: CommentsOverview };
  /** A pinned question asked of a wave, without opening it for reading. */
  askAgain: { input: { wave: WaveBytes; question: InsightQuestion }; output: Estimate | undefined };
  choose: { input: { column: string }; output: CommentsOverview };
  tag: { input: { tags: readonly Tag[]; marks: readonly TagMark[] }; output: readonly TagFigures[] };
  /** Rows of the wave, in the order of the file. */
  filter: { input: CommentFilter; output: Int32Array };
  read: { input: { rows: readonly number[]; search: string }; output: readonly CommentView[] };
  keyness: { input: KeynessRequest; output: Keyness };
  phrase: {
    input: KeynessRequest & { term: string; side: 'first' | 'second' };
    output: PhraseDraft;
  };
  suggest: { input: { contrast: CommentContrast }; output: readonly TagSuggestion[] };
  export: {
    input: { what: 'responses' | 'comments'; style: CsvStyle; filter: CommentFilter | null };
    output: Blob;
  };
}

export type CommentsCall = keyof CommentsCalls;

/** Sent to the worker; every request is answered under its number. */
export type CommentsRequest = {
  [Name in CommentsCall]: { id: number; call: Name; input: CommentsCalls[Name]['input'] };
}[CommentsCall];

export type CommentsReply =
  | { id: number; ok: true; output: CommentsCalls[CommentsCall]['output'] }
  | { id: number; ok: false; message: string };

/** Whoever answers: the engine itself, or a worker that holds one. */
export interface CommentsSource {
  ask<Name extends CommentsCall>(
    call: Name,
    input: CommentsCalls[Name]['input'],
  ): Promise<CommentsCalls[Name]['output']>;
}
