import { clashOf, type Clash } from './rest.ts';
import type { RotaPair, RotaRound } from './rota.ts';

/** A rule that locks break, by ids; `locks` are no more than it takes to break it. */
export interface RotaConflict {
  rule: 'unavailable' | 'maxTours' | 'seats' | 'departmentCap' | Clash;
  person?: string;
  tour?: string;
  department?: string;
  /** What the rule allows, where it is a number. */
  limit?: number;
  locks: readonly { person: string; tour: string }[];
}

/**
 * What makes a round impossible. An empty rota breaks no rule, and scopes and seats that stay empty are counted
 * and not refused: so only locks can be in conflict, with one rule each. Each conflict is irreducible: without
 * any of its locks, or without its rule, it is none [RT7].
 */
export function lockConflicts(round: RotaRound): RotaConflict[] {
  const { tours, people } = round;
  const locks = people.flatMap(({ locked }, person) => locked.map((tour): RotaPair => ({ person, tour })));
  const named = (pairs: readonly RotaPair[]): RotaConflict['locks'] =>
    pairs.map((pair) => ({ person: people[pair.person]?.id ?? '', tour: tours[pair.tour]?.id ?? '' }));
  const conflicts: RotaConflict[] = [];

  for (const lock of locks) {
    const { id, canServe } = people[lock.person] ?? {};
    if (canServe?.[lock.tour] !== 1)
      conflicts.push({ rule: 'unavailable', person: id, tour: tours[lock.tour]?.id, locks: named([lock]) });
  }
  for (const [person, own] of Map.groupBy(locks, (lock) => lock.person)) {
    const { id, maxTours = 0 } = people[person] ?? {};
    if (own.length > maxTours)
      conflicts.push({
        rule: 'maxTours',
        person: id,
        limit: maxTours,
        locks: named(own.slice(0, maxTours + 1)),
      });
    for (const [i, one] of own.entries()) {
      for (const other of own.slice(i + 1)) {
        const [first, second] = [tours[one.tour], tours[other.tour]];
        const rule = first && second && clashOf(first, second);
        if (rule) conflicts.push({ rule, person: id, locks: named([one, other]) });
      }
    }
  }
  for (const [tour, there] of Map.groupBy(locks, (lock) => lock.tour)) {
    const { id, seats = 0, departmentCap = Infinity } = tours[tour] ?? {};
    if (there.length > seats)
      conflicts.push({ rule: 'seats', tour: id, limit: seats, locks: named(there.slice(0, seats + 1)) });
    for (const [department, those] of Map.groupBy(there, ({ person }) => people[person]?.department)) {
      if (department == null || those.length <= departmentCap) continue;
      const beyond = named(those.slice(0, departmentCap + 1));
      conflicts.push({ rule: 'departmentCap', tour: id, department, limit: departmentCap, locks: beyond });
    }
  }
  return conflicts;
}
