import { Fairness } from './fairness.ts';
import { clashOf } from './rest.ts';
import { stagesOf, type RotaPair, type RotaRound, type RotaStage } from './rota.ts';

/** What a rota costs in each goal, in whole numbers; `deviation` in steps of `Fairness`. */
export type RotaScore = Record<RotaStage, number>;

/** Reckons a rota from its pairs alone, so that no number of a solver is ever shown [RT5]. */
export function scoreRota(round: RotaRound, pairs: readonly RotaPair[]): RotaScore {
  const { tours, people, published, nearTo } = round;
  const assigned = countTours(round, pairs);
  const fairness = new Fairness(round);
  const onTour = tours.map((): RotaPair['person'][] => []);
  for (const { person, tour } of pairs) onTour[tour]?.push(person);
  const unfilled = tours.map(({ seats, minimums }, tour) => {
    const there = onTour[tour] ?? [];
    const missing = minimums.map(({ scope, minimum }) => {
      const those = there.filter((person) => countsFor(people[person], scope));
      return Math.max(0, minimum - those.length);
    });
    return seats - there.length + total(missing);
  });
  return {
    unfilled: total(unfilled),
    changes: published ? differences(round, published, pairs) : 0,
    deviation: total(assigned.map((count, person) => fairness.steps(person, count))),
    preference: total(pairs.map(({ person, tour }) => people[person]?.costs[tour] ?? 0)),
    moves: nearTo ? differences(round, nearTo, pairs) : 0,
  };
}

/** Pairs that one of two rotas has and the other has not. */
function differences(round: RotaRound, one: readonly RotaPair[], other: readonly RotaPair[]): number {
  const keys = new Set(one.map((pair) => pairKey(round, pair)));
  const same = other.filter((pair) => keys.has(pairKey(round, pair))).length;
  return one.length + other.length - 2 * same;
}

/** Whether somebody counts for a scope: who lists none takes on everything. */
export function countsFor(
  person: { scopes: ReadonlySet<string> | undefined } | undefined,
  scope: string,
): boolean {
  return person !== undefined && (person.scopes === undefined || person.scopes.has(scope));
}

/** Below zero when the first is the better rota, by the goals in their order. */
export function compareScores(round: RotaRound, one: RotaScore, other: RotaScore): number {
  for (const stage of stagesOf(round)) if (one[stage] !== other[stage]) return one[stage] - other[stage];
  return 0;
}

/** How many tours each person gets. */
export function countTours({ people }: RotaRound, pairs: readonly RotaPair[]): number[] {
  const counts = people.map(() => 0);
  for (const { person } of pairs) counts[person] = (counts[person] ?? 0) + 1;
  return counts;
}

/** A pair as one number. */
export function pairKey({ tours }: RotaRound, { person, tour }: RotaPair): number {
  return person * tours.length + tour;
}

/** The hard rules that a rota breaks, for whoever doubts a solver [RT3]; none for a rota that holds. */
export function brokenRules(round: RotaRound, pairs: readonly RotaPair[]): string[] {
  const { tours, people } = round;
  const broken: string[] = [];
  const given = new Set(pairs.map((pair) => pairKey(round, pair)));
  if (given.size !== pairs.length) broken.push('a pair stands twice');
  for (const [place, { id, maxTours, canServe, locked }] of people.entries()) {
    const own = pairs.filter(({ person }) => person === place).map(({ tour }) => tour);
    if (own.length > maxTours) broken.push(`${id} has more than ${maxTours} tours`);
    if (own.some((tour) => canServe[tour] !== 1)) broken.push(`${id} is not available`);
    if (locked.some((tour) => !own.includes(tour))) broken.push(`a lock of ${id} is not kept`);
    const spans = own.flatMap((tour) => tours[tour] ?? []);
    if (spans.some((one, i) => spans.slice(i + 1).some((other) => clashOf(one, other))))
      broken.push(`${id} has no rest`);
  }
  for (const [place, { id, seats, departmentCap = Infinity }] of tours.entries()) {
    const there = pairs.filter(({ tour }) => tour === place);
    if (there.length > seats) broken.push(`${id} has more than ${seats} people`);
    const departments = Map.groupBy(there, ({ person }) => people[person]?.department);
    for (const [department, those] of departments)
      if (department != null && those.length > departmentCap)
        broken.push(`${id} has too many of ${department}`);
  }
  return broken;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
