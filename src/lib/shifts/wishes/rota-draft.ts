import * as v from 'valibot';
import { lockConflicts, type RotaConflict } from '../rota/lock-conflicts.ts';
import type { RotaPair, RotaRound } from '../rota/rota.ts';

const CONFLICT_RULES = ['unavailable', 'maxTours', 'seats', 'departmentCap', 'overlap', 'rest'] as const;

const StoredPairs = v.array(v.object({ person: v.string(), tour: v.string() }));

/** What became of a proposal, as it is stored; its numbers are reckoned anew whenever it is shown [RT5]. */
export const StoredResult = v.object({
  status: v.picklist(['optimal', 'feasible', 'infeasible', 'changed']),
  /** The first goal that is not proven. */
  openStage: v.nullable(v.picklist(['unfilled', 'changes', 'deviation', 'preference', 'moves'])),
  /** How far that goal may be from the best value, as a share of it. */
  gap: v.nullable(v.number()),
  conflicts: v.array(
    v.object({
      rule: v.picklist(CONFLICT_RULES),
      person: v.optional(v.string()),
      tour: v.optional(v.string()),
      department: v.optional(v.string()),
      limit: v.optional(v.number()),
      locks: StoredPairs,
    }),
  ),
  /** Who had which seat when it was made: what is published changes nobody's seat behind their back. */
  seats: StoredPairs,
});
export type RotaResult = v.InferOutput<typeof StoredResult>;

/** A person on a tour, by ids. */
export interface DraftPair {
  personId: string;
  tourId: string;
}

/** The places in a round of these pairs; what is not in it any more is left out. */
export function pairsIn(round: RotaRound, pairs: readonly DraftPair[]): RotaPair[] {
  const people = new Map(round.people.map(({ id }, place) => [id, place]));
  const tours = new Map(round.tours.map(({ id }, place) => [id, place]));
  return pairs.flatMap(({ personId, tourId }): RotaPair[] => {
    const [person, tour] = [people.get(personId), tours.get(tourId)];
    return person === undefined || tour === undefined ? [] : [{ person, tour }];
  });
}

/** The pairs of a draft that cannot be any more: somebody is away, serves elsewhere, or would not serve [SH35]. */
export function lostPairs<Pair extends DraftPair>(round: RotaRound, pairs: readonly Pair[]): Pair[] {
  const people = new Map(round.people.map((person) => [person.id, person]));
  const tours = new Map(round.tours.map(({ id }, place) => [id, place]));
  return pairs.filter(({ personId, tourId }) => {
    const tour = tours.get(tourId);
    return tour === undefined || people.get(personId)?.canServe[tour] !== 1;
  });
}

/** The first rule that a rota set by hand breaks: as if every pair of it were locked [SH34]. */
export function brokenRule(round: RotaRound, pairs: readonly DraftPair[]): RotaConflict | undefined {
  const places = pairsIn(round, pairs);
  const people = round.people.map((person, place) => ({
    ...person,
    locked: places.filter((pair) => pair.person === place).map(({ tour }) => tour),
  }));
  return lockConflicts({ ...round, people })[0];
}

/** Whether two lists have the same pairs, in whatever order. */
export function areSamePairs(
  one: readonly { person: string; tour: string }[],
  other: readonly { person: string; tour: string }[],
): boolean {
  const keys = new Set(one.map(({ person, tour }) => `${person} ${tour}`));
  return keys.size === other.length && other.every(({ person, tour }) => keys.has(`${person} ${tour}`));
}
