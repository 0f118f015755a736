import { Fairness } from './fairness.ts';
import type { RotaRound, RotaStage } from './rota.ts';
import { countsFor } from './score.ts';

/**
 * What no rota can be below, by counting alone: known before any solver has been asked, so that there is a gap
 * whenever time runs out [RT6]. A bound holds for rotas that reach the bounds before it.
 */
export function simpleBounds(round: RotaRound): Map<RotaStage, number> {
  const { tours, published } = round;
  const unfilled = sum(tours.map((_, tour) => missingAtLeast(round, tour)));
  const bounds = new Map<RotaStage, number>([['unfilled', unfilled]]);
  // With people missing of a scope it is open how many seats are taken.
  if (unfilled > 0 && tours.some(({ minimums }) => minimums.length > 0)) return bounds;
  const taken = sum(tours.map(({ seats }) => seats)) - unfilled;
  if (published) {
    const kept = published.filter(({ person, tour }) => round.people[person]?.canServe[tour] === 1).length;
    bounds.set('changes', published.length - kept + Math.max(0, taken - kept));
  }
  return bounds.set('deviation', cheapestSteps(round, taken)).set('preference', cheapestSeats(round));
}

/** How many places of a tour nobody can fill. */
function missingAtLeast({ tours, people }: RotaRound, tour: number): number {
  const { seats = 0, minimums = [] } = tours[tour] ?? {};
  const free = people.filter(({ canServe, maxTours }) => canServe[tour] === 1 && maxTours > 0);
  const missing = minimums.map(({ scope, minimum }) => {
    const those = free.filter((person) => countsFor(person, scope)).length;
    return Math.max(0, minimum - Math.min(seats, those));
  });
  return Math.max(0, seats - free.length) + sum(missing);
}

/** The least that so many tours add to the deviation, wherever they are. */
function cheapestSteps(round: RotaRound, tours: number): number {
  const fairness = new Fairness(round);
  const steps = round.people.flatMap(({ maxTours, canServe }, person) => {
    const most = Math.min(maxTours, sum([...canServe]));
    return Array.from({ length: most }, (_, i) => fairness.step(person, i + 1));
  });
  return sum(lowest(steps, tours));
}

/** The least that the seats cost, each tour for itself. */
function cheapestSeats({ tours, people }: RotaRound): number {
  const costs = tours.map(({ seats }, tour) => {
    const free = people.filter(({ canServe, maxTours }) => canServe[tour] === 1 && maxTours > 0);
    return sum(
      lowest(
        free.map((person) => person.costs[tour] ?? 0),
        seats,
      ),
    );
  });
  return sum(costs);
}

function lowest(numbers: readonly number[], count: number): number[] {
  return numbers.toSorted((a, b) => a - b).slice(0, count);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
