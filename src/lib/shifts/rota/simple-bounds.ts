import { Fairness } from './fairness.ts';
import { stagesOf, type RotaRound, type RotaStage } from './rota.ts';
import { countsFor } from './score.ts';

/**
 * What no rota can be below, by counting alone: known before any solver has been asked, so that there is a gap
 * whenever time runs out [RT6].
 */
export function simpleBounds(round: RotaRound): Map<RotaStage, number> {
  const { tours, people } = round;
  const empty = tours.map(({ seats, minimums }, tour) => {
    const free = people.filter(({ canServe, maxTours }) => canServe[tour] === 1 && maxTours > 0);
    const missing = minimums.map(({ scope, minimum }) => {
      const those = free.filter((person) => countsFor(person, scope)).length;
      return Math.max(0, minimum - Math.min(seats, those));
    });
    return missing.reduce((all, each) => all + each, Math.max(0, seats - free.length));
  });
  const unfilled = empty.reduce((all, each) => all + each, 0);
  const bounds = new Map<RotaStage, number>([['unfilled', unfilled]]);
  // With minimums of scopes it is open how many people serve, and with a published rota what may change.
  if (stagesOf(round).includes('changes') || tours.some(({ minimums }) => minimums.length > 0)) return bounds;
  const seats = tours.reduce((all, tour) => all + tour.seats, 0);
  return bounds.set('deviation', cheapestSteps(round, seats - unfilled));
}

/** The sum of the cheapest tours of all people, wherever they are. */
function cheapestSteps(round: RotaRound, tours: number): number {
  const fairness = new Fairness(round);
  const steps = round.people.flatMap(({ maxTours, canServe }, person) => {
    const most = Math.min(
      maxTours,
      canServe.reduce((all, each) => all + each, 0),
    );
    return Array.from({ length: most }, (_, i) => fairness.step(person, i + 1));
  });
  return steps
    .toSorted((a, b) => a - b)
    .slice(0, tours)
    .reduce((all, each) => all + each, 0);
}
