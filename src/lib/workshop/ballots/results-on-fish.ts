import type { RatingResult, VoteResult } from './results.ts';

/** What a cause got, as it is written beside it on a diagram. */
export interface CauseBadge {
  /** Dots of a vote, or the place among what was rated. */
  number: number;
  /** How many people stand behind it. */
  people: number;
}

/** Badges by the id of the cause that stands on the board. */
export type CauseBadges = Readonly<Record<string, CauseBadge>>;

/**
 * What a vote gave on the diagram [WS131]: dots by the cause that stands for the one voted on. Of causes that were
 * merged after the vote the dots are added, as those who placed them now find them there; the people are those
 * of the largest, since who voted for both is not known. Causes without a dot have no badge.
 */
export function votesOnFish(
  votes: Pick<VoteResult, 'causes'>,
  standingFor: (causeId: string) => string,
): CauseBadges {
  const badges: Record<string, CauseBadge> = {};
  for (const { causeId, dots, voters } of votes.causes) {
    if (dots <= 0) continue;
    const id = standingFor(causeId);
    const before = badges[id];
    badges[id] = { number: (before?.number ?? 0) + dots, people: Math.max(before?.people ?? 0, voters) };
  }
  return badges;
}

/**
 * What was rated on the diagram [WS131]: each cause with its place in the list of the result, as in the matrix
 * and the list beside it. Of merged causes the first place counts.
 */
export function ratingsOnFish(
  ratings: Pick<RatingResult, 'causes'>,
  standingFor: (causeId: string) => string,
): CauseBadges {
  const badges: Record<string, CauseBadge> = {};
  for (const [index, { causeId, n }] of ratings.causes.entries()) {
    const id = standingFor(causeId);
    badges[id] ??= { number: index + 1, people: n };
  }
  return badges;
}
