import { Fairness } from './fairness.ts';
import { clashOf } from './rest.ts';
import { comparePairs, type RotaPair, type RotaRound, type RotaTour } from './rota.ts';
import { countsFor } from './score.ts';

/**
 * A rota in a moment: locks, then what was published or stands, then tour after tour, the one with the fewest people to
 * choose from first, and on it whom its scopes need, who is furthest below their target and who likes it best.
 * It breaks no rule, so that something is there whenever time runs out [RT6]. For a round without conflicts.
 */
export function greedyRota(round: RotaRound): RotaPair[] {
  const rota = new GreedyRota(round);
  for (const [person, { locked }] of round.people.entries())
    for (const tour of locked) rota.add({ person, tour });
  for (const pair of round.nearTo ?? round.published ?? []) if (rota.hasRoom(pair)) rota.add(pair);
  const choice = round.tours.map(
    ({ seats }, tour) => round.people.filter(({ canServe }) => canServe[tour] === 1).length - seats,
  );
  const hardestFirst = round.tours
    .map((_, tour) => tour)
    .toSorted((a, b) => (choice[a] ?? 0) - (choice[b] ?? 0) || a - b);
  for (const tour of hardestFirst) rota.fill(tour);
  return rota.pairs();
}

class GreedyRota {
  readonly #round: RotaRound;
  readonly #fairness: Fairness;
  readonly #toursOf: readonly number[][];
  readonly #peopleOn: readonly number[][];

  constructor(round: RotaRound) {
    this.#round = round;
    this.#fairness = new Fairness(round);
    this.#toursOf = round.people.map(() => []);
    this.#peopleOn = round.tours.map(() => []);
  }

  add({ person, tour }: RotaPair): void {
    this.#toursOf[person]?.push(tour);
    this.#peopleOn[tour]?.push(person);
  }

  hasRoom({ person, tour }: RotaPair): boolean {
    const { people, tours } = this.#round;
    const [who, where] = [people[person], tours[tour]];
    const [own = [], there = []] = [this.#toursOf[person], this.#peopleOn[tour]];
    if (!who || !where || own.length >= who.maxTours || who.canServe[tour] !== 1) return false;
    if (there.length >= where.seats || own.includes(tour)) return false;
    if (own.some((other) => isClash(where, tours[other]))) return false;
    if (where.departmentCap === undefined || who.department === null) return true;
    const colleagues = there.filter((other) => people[other]?.department === who.department);
    return colleagues.length < where.departmentCap;
  }

  /** Takes whom the scopes of a tour need, and then the next ones. */
  fill(tour: number): void {
    const free = this.#fairestFirst(tour);
    let wanting = this.#wantingScopes(tour);
    while (wanting.length > 0) {
      const needed = this.#mostNeeded(free, tour, wanting);
      if (needed === undefined) break;
      this.add({ person: needed, tour });
      wanting = this.#wantingScopes(tour);
    }
    for (const person of free) if (this.hasRoom({ person, tour })) this.add({ person, tour });
  }

  pairs(): RotaPair[] {
    return this.#toursOf
      .flatMap((own, person) => own.map((tour): RotaPair => ({ person, tour })))
      .toSorted(comparePairs);
  }

  #fairestFirst(tour: number): number[] {
    return this.#round.people
      .map(({ costs }, person) => ({
        person,
        step: this.#fairness.step(person, (this.#toursOf[person]?.length ?? 0) + 1),
        cost: costs[tour] ?? 0,
      }))
      .filter(({ person }) => this.hasRoom({ person, tour }))
      .toSorted((a, b) => a.step - b.step || a.cost - b.cost)
      .map(({ person }) => person);
  }

  /** The scopes of which a tour has too few people yet. */
  #wantingScopes(tour: number): string[] {
    const { tours, people } = this.#round;
    const there = this.#peopleOn[tour] ?? [];
    return (tours[tour]?.minimums ?? [])
      .filter(({ scope, minimum }) => there.filter((p) => countsFor(people[p], scope)).length < minimum)
      .map(({ scope }) => scope);
  }

  #mostNeeded(free: readonly number[], tour: number, wanting: readonly string[]): number | undefined {
    let best: { person: number; needs: number } | undefined;
    for (const person of free) {
      const needs = wanting.filter((scope) => countsFor(this.#round.people[person], scope)).length;
      if (needs > (best?.needs ?? 0) && this.hasRoom({ person, tour })) best = { person, needs };
    }
    return best?.person;
  }
}

function isClash(one: RotaTour, other: RotaTour | undefined): boolean {
  return other !== undefined && clashOf(one, other) !== undefined;
}
