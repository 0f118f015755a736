import { USUAL_BORDERS, type BandBorders } from '#lib/base/ratings/band-borders.ts';
import { isSplit } from '#lib/base/ratings/split-ratings.ts';
import type { IssueOrigin, Rating } from './issue.ts';

export const SCALE = { min: 1, max: 5 } as const;

export const BANDS = ['this-year', 'following-years', 'can-wait'] as const;
export type Band = (typeof BANDS)[number];

/** Where the raters of an issue put it; somebody may have moved it since [IS51]. */
export interface Priority {
  raters: number;
  importance: number;
  urgency: number;
  band: Band;
  isDisputed: boolean;
}

/** The band of a point on the matrix [IS3]. */
export function bandOf(importance: number, urgency: number, borders: BandBorders): Band {
  if (importance < borders.importance) return 'can-wait';
  return urgency >= borders.urgency ? 'this-year' : 'following-years';
}

/** Means, band and disagreement of some ratings; undefined while there are none [IS2] [IS4]. */
export function prioritise(
  ratings: readonly Rating[],
  borders: BandBorders = USUAL_BORDERS,
): Priority | undefined {
  if (ratings.length === 0) return undefined;
  const importance = mean(ratings.map((rating) => rating.importance));
  const urgency = mean(ratings.map((rating) => rating.urgency));
  return {
    raters: ratings.length,
    importance,
    urgency,
    band: bandOf(importance, urgency, borders),
    isDisputed:
      isSplit(ratings.map((rating) => rating.importance)) || isSplit(ratings.map((rating) => rating.urgency)),
  };
}

/** Where the room of the workshop put an issue that nobody has rated since [IS10]; undefined when it did not. */
export function roomPriority(
  origin: IssueOrigin,
  borders: BandBorders = USUAL_BORDERS,
): Priority | undefined {
  const rating = origin.kind === 'cause' ? origin.result?.rating : undefined;
  if (!rating) return undefined;
  const { raters, isSplit: isDisputed } = rating;
  const [importance, urgency] = [rating.importance.mean, rating.urgency.mean];
  return { raters, importance, urgency, band: bandOf(importance, urgency, borders), isDisputed };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
