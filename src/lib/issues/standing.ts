import { USUAL_BORDERS, type BandBorders } from '../base/ratings/band-borders.ts';
import type { IssueOrigin, Rating } from './issue.ts';
import { prioritise, roomPriority, type Priority } from './prioritise.ts';

/** Below three, a total would tell one rater what another gave [IS5]. */
export const FEWEST_RATERS = 3;

/** Who rated: a revealed session, the standing one, or the room of a workshop. */
export const STANDING_SOURCES = ['list', 'room', 'session'] as const;
export type StandingSource = (typeof STANDING_SOURCES)[number];

/** Where an issue stands: what its session, else its list or, until then, the room of its workshop made of it. */
export interface IssueStanding {
  /** How many have rated in the list; known to everybody. */
  raters: number;
  /** How many of them the totals count; a multiple of three. */
  counted: number;
  /** Whose totals these are: the list's are secret until one has rated, those of a room or of a revealed session are not. */
  source: StandingSource | null;
  priority: Priority | undefined;
}

/**
 * The ratings that totals are made of, of those that came in this order: all but the last one or two
 * that do not make three. Totals of four beside those of three would give the fourth away [IS5].
 */
export function countedRatings<Given>(ratings: readonly Given[]): readonly Given[] {
  return ratings.slice(0, ratings.length - (ratings.length % FEWEST_RATERS));
}

/** Where the ratings, in the order they came, put an issue [IS2] [IS5] [IS10]. */
export function standingOf(
  ratings: readonly Rating[],
  origin: IssueOrigin,
  borders: BandBorders = USUAL_BORDERS,
): IssueStanding {
  const counted = countedRatings(ratings);
  const own = prioritise(counted, borders);
  const priority = own ?? roomPriority(origin, borders);
  return {
    raters: ratings.length,
    counted: counted.length,
    source: own ? 'list' : priority ? 'room' : null,
    priority,
  };
}

/** Where the ratings of a session that was revealed put an issue, of which there are three or more [IS2] [IS42]. */
export function standingOfSession(
  ratings: readonly Rating[],
  borders: BandBorders = USUAL_BORDERS,
): IssueStanding {
  const { length } = ratings;
  return { raters: length, counted: length, source: 'session', priority: prioritise(ratings, borders) };
}

/** Whether somebody may still change what they gave: not after they could see totals [IS5]. */
export function isRatingFinal(standing: Pick<IssueStanding, 'counted'>, hasRated: boolean): boolean {
  return hasRated && standing.counted >= FEWEST_RATERS;
}
