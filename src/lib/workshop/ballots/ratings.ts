import { isSplit } from '#lib/base/ratings/split-ratings.ts';

/** How important to customers, and how urgent, one person finds a cause: 1 (hardly) to 5 (very). */
export interface CauseRating {
  importance: number;
  urgency: number;
}

/** One person's ratings by cause. */
export type Ratings = Readonly<Record<string, CauseRating>>;

export const RATING_MIN = 1;
export const RATING_MAX = 5;

/** One axis over everybody. */
export interface AxisSummary {
  mean: number;
  /** Standard deviation over the people who rated (population form: they are all there are). */
  spread: number;
  /** Mean of the means of the departments, so that a large one does not outvote the others. */
  balanced: number;
}

/** A cause as the room rated it. */
export interface RatedCause {
  causeId: string;
  n: number;
  importance: AxisSummary;
  urgency: AxisSummary;
  /** Whether the ratings are split on either axis. */
  isSplit: boolean;
}

/** What everybody rated, together [WS33]: by importance plus urgency, the highest first. */
export function summariseRatings(ballots: readonly { department: string; ratings: Ratings }[]): RatedCause[] {
  const byCause = new Map<string, { department: string; rating: CauseRating }[]>();
  for (const { department, ratings } of ballots) {
    for (const [causeId, rating] of Object.entries(ratings)) {
      byCause.set(causeId, [...(byCause.get(causeId) ?? []), { department, rating }]);
    }
  }
  return [...byCause]
    .map(([causeId, given]) => {
      const importance = summariseAxis(given, 'importance');
      const urgency = summariseAxis(given, 'urgency');
      return {
        causeId,
        n: given.length,
        importance,
        urgency,
        isSplit:
          isSplit(given.map(({ rating }) => rating.importance)) ||
          isSplit(given.map(({ rating }) => rating.urgency)),
      };
    })
    .sort(
      (left, right) =>
        right.importance.mean + right.urgency.mean - left.importance.mean - left.urgency.mean ||
        (left.causeId < right.causeId ? -1 : 1),
    );
}

function summariseAxis(
  given: readonly { department: string; rating: CauseRating }[],
  axis: keyof CauseRating,
): AxisSummary {
  const values = given.map(({ rating }) => rating[axis]);
  const mean = average(values);
  const spread = Math.sqrt(average(values.map((value) => (value - mean) ** 2)));
  const departments = Map.groupBy(given, ({ department }) => department);
  const means = [...departments.values()].map((group) => average(group.map(({ rating }) => rating[axis])));
  return { mean, spread, balanced: average(means) };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
