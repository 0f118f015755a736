import type { Dots } from './dots.ts';
import type { Ratings } from './ratings.ts';

/** For causes that were merged: which cause stands for them now. */
export type Merges = ReadonlyMap<string, string>;

/** One person's dots after merges. */
export interface FollowedDots {
  dots: Dots;
  /** Dots that went along with a cause to the one that it was merged into. */
  followed: number;
  /** Dots beyond the cap of one cause: the person has them again, and in a count they are nobody's. */
  unspent: number;
}

/** Dots follow the causes that they lie on into merges, up to the cap of one cause [WS34]. */
export function followDots(dots: Dots, merges: Merges, cap: number): FollowedDots {
  const together = new Map<string, number>();
  let followed = 0;
  let unspent = 0;
  for (const [causeId, count] of Object.entries(dots)) {
    const standing = merges.get(causeId) ?? causeId;
    const before = together.get(standing) ?? 0;
    // What lies on one cause stays, though the cap may have been lowered since.
    const room = standing === causeId && before === 0 ? count : Math.max(0, cap - before);
    const kept = Math.min(count, room);
    together.set(standing, before + kept);
    if (standing !== causeId) followed += kept;
    unspent += count - kept;
  }
  return { dots: Object.fromEntries(together), followed, unspent };
}

/** Ratings follow likewise; of several ratings of one person the latest counts, which is the last one here. */
export function followRatings(ratings: Ratings, merges: Merges): Ratings {
  const together = new Map<string, Ratings[string]>();
  for (const [causeId, rating] of Object.entries(ratings)) {
    const standing = merges.get(causeId) ?? causeId;
    together.delete(standing);
    together.set(standing, rating);
  }
  return Object.fromEntries(together);
}
