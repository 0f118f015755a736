import * as v from 'valibot';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import { LARGEST_THRESHOLD, SMALLEST_THRESHOLD } from '#lib/base/small-n.ts';

/** Segments that can be published: with more the crossed groups get too small to show any. */
export const MOST_PUBLISHED_SEGMENTS = 3;
/** Named groups of a segment, the rest of the answers are one group. */
export const MOST_GROUPS = 12;
/** What people wrote tells more about them than a score: words start from larger groups, and may go far above. */
export const DEFAULT_WORD_THRESHOLD = 10;
export const LARGEST_WORD_THRESHOLD = 1000;

/** Parts of the respondents whose figures are pinned for readers without rows, of every version of a wave. */
export const MOST_FREE_GROUPS = 40;

/** A smallest group, as a form gives it. */
function threshold(largest: number) {
  return v.pipe(
    v.union([v.string(), v.number()], 'form.required'),
    v.transform(Number),
    v.integer('form.number'),
    v.minValue(SMALLEST_THRESHOLD, 'form.tooSmall'),
    v.maxValue(largest, 'form.tooLarge'),
  );
}

/** What an analyst declares about a wave: the segments that those who see no rows may see. */
export const PublicationForm = v.object({
  waveId: v.string(),
  segments: v.pipe(
    v.optional(
      v.union([
        v.array(v.string()),
        v.pipe(
          v.string(),
          v.transform((name) => [name]),
        ),
      ]),
      [],
    ),
    v.maxLength(MOST_PUBLISHED_SEGMENTS, 'published.publish.tooManySegments'),
    v.check((names) => new Set(names).size === names.length, 'published.publish.segmentTwice'),
  ),
  /** Groups with fewer answers get no figure. */
  figureThreshold: threshold(LARGEST_THRESHOLD),
  /** Words of fewer comments are not published. */
  wordThreshold: v.optional(threshold(LARGEST_WORD_THRESHOLD), DEFAULT_WORD_THRESHOLD),
  isWeighted: v.pipe(
    v.optional(v.union([v.string(), v.boolean()]), false),
    v.transform((value) => value === true || value === 'on'),
  ),
});
export type PublicationForm = v.InferOutput<typeof PublicationForm>;

/** A group of a segment: one answer, all answers that are not listed, or no answer at all. */
export type PublishedGroup =
  | { kind: 'answer'; name: string }
  | { kind: 'others' | 'none' }
  /** An answer that a newer file no longer gives often enough to be named; by its place in the segment. */
  | { kind: 'withdrawn'; place: number };

export interface PublishedSegment {
  column: string;
  label: string;
  groups: readonly PublishedGroup[];
}

export interface PublishedFigure {
  value: number;
  interval: readonly [number, number];
  n: number;
}

/** A figure; 'hidden' where it could give somebody away; 'empty' where nobody answered. */
export type PublishedCell = PublishedFigure | 'hidden' | 'empty';

/** One measure in every cell of `cellsOf`, in its order. */
export interface PublishedMeasure {
  column: string;
  label: string;
  kind: MeasureKind;
  cells: readonly PublishedCell[];
}

/** A word and the comments of both sides that hold it: never of one side or of a segment. */
export interface PublishedWord {
  term: string;
  documents: number;
}

/** The words that part the happy from the unhappy comments of one column. See [SV90]. */
export interface PublishedWords {
  column: string;
  label: string;
  /** The score that makes comments happy or unhappy. */
  by: { column: string; label: string; isNps: boolean };
  /** Comments of both sides; hidden where those without one could be worked out and are few. */
  comments: number | 'hidden';
  positive: readonly PublishedWord[];
  negative: readonly PublishedWord[];
}

/** All that somebody who may not see rows can know of a wave: fixed, computed once. See [SV80]. */
export interface PublishedTables {
  segments: readonly PublishedSegment[];
  measures: readonly PublishedMeasure[];
  figureThreshold: number;
  isWeighted: boolean;
  words: readonly PublishedWords[];
  wordThreshold: number;
}

/** Where a cell stands in the tables: groups are positions in their segment. */
export interface CellPlace {
  /** Nothing: everybody. One: a group. Two: where two groups meet, the lower segment first. */
  groups: readonly { segment: number; group: number }[];
}

/** The cells of tables whose segments have these numbers of groups: everybody, each group, each crossing of two. */
export function cellsOf(groupCounts: readonly number[]): CellPlace[] {
  const places: CellPlace[] = [{ groups: [] }];
  groupCounts.forEach((count, segment) => {
    for (let group = 0; group < count; group++) places.push({ groups: [{ segment, group }] });
  });
  groupCounts.forEach((firstCount, first) => {
    groupCounts.forEach((secondCount, second) => {
      if (second <= first) return;
      for (let a = 0; a < firstCount; a++) {
        for (let b = 0; b < secondCount; b++) {
          places.push({
            groups: [
              { segment: first, group: a },
              { segment: second, group: b },
            ],
          });
        }
      }
    });
  });
  return places;
}

/** Finds cells by their place. */
export function cellFinder(groupCounts: readonly number[]): (...groups: CellPlace['groups']) => number {
  const keyOf = (groups: CellPlace['groups']): string =>
    groups
      .toSorted((a, b) => a.segment - b.segment)
      .map(({ segment, group }) => `${segment}:${group}`)
      .join();
  const positions = new Map(cellsOf(groupCounts).map(({ groups }, position) => [keyOf(groups), position]));
  return (...groups) => positions.get(keyOf(groups)) ?? -1;
}
