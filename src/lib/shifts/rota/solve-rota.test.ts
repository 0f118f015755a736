import { expect, test } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { loadHighsSolver } from './highs-solver.ts';
import { Fairness } from './fairness.ts';
import { parseRotaRound } from './rota-input.ts';
import { stagesOf, type RotaRound } from './rota.ts';
import { brokenRules, countTours } from './score.ts';
import { solveRota, type SolvedRota } from './solve-rota.ts';
import { bruteForce, totalsOfPairs, type Totals } from './testing/brute-force.ts';
import { randomRound, type RandomRoundShape, type RoundFile } from './testing/random-round.ts';

const solver = loadHighsSolver();
const tools = { loadSolver: () => solver, now: () => performance.now() };

function totalsOf(round: RotaRound, { score, pairs }: SolvedRota): Totals {
  const deviation = new Fairness(round).deviation(countTours(round, pairs));
  return stagesOf(round).map((stage) => (stage === 'deviation' ? deviation : score[stage]));
}

function named(round: RotaRound, { pairs }: Pick<SolvedRota, 'pairs'>): { person: string; tour: string }[] {
  return pairs.map(({ person, tour }) => ({
    person: round.people[person]?.id ?? '',
    tour: round.tours[tour]?.id ?? '',
  }));
}

/** Small enough to try every rota, and awkward in every way. */
function smallShape(random: () => number): RandomRoundShape {
  const whole = (below: number): number => Math.floor(random() * below);
  return {
    people: 2 + whole(4),
    tours: 1 + whole(3),
    seats: 1 + whole(3),
    hoursApart: [0, 6, 19, 24][whole(4)] ?? 24,
    unavailable: random() * 0.6,
    maxTours: 1 + whole(3),
    ...(random() < 0.5 && { departmentCap: 1 + whole(2) }),
    departments: 1 + whole(3),
    hasWeights: random() < 0.5,
    hasScopes: random() < 0.5,
    locked: random() < 0.3 ? 0.1 : 0,
    preferences: whole(4),
  };
}

test.for([
  ['a new rota', false],
  ['a rota that was published', true],
] as const)(
  '[RT5] %s equals the best one among all, goal by goal, on small rounds',
  async ([, isPublished]) => {
    let [optimal, impossible] = [0, 0];
    for (let seed = 0; seed < 300; seed++) {
      const random = seededRandom(seed);
      const file: RoundFile = randomRound(random, smallShape(random));
      if (isPublished)
        file.published = file.people.flatMap(({ id }) =>
          file.tours.filter(() => random() < 0.4).map((tour) => ({ person: id, tour: tour.id })),
        );
      const round = parseRotaRound(file);
      const found = await solveRota(round, tools);
      const best = bruteForce(file);
      if (!best) {
        expect(found.status, `seed ${seed}`).toBe('infeasible');
        impossible++;
        continue;
      }
      optimal++;
      expect(brokenRules(round, found.pairs), `seed ${seed}`).toEqual([]);
      expect({ seed, status: found.status, totals: totalsOf(round, found) }).toEqual({
        seed,
        status: 'optimal',
        totals: best,
      });
      expect(totalsOfPairs(file, named(round, found)), `seed ${seed}`).toEqual(best);
    }
    expect(optimal).toBeGreaterThan(200);
    expect(impossible).toBeGreaterThan(10);
  },
);
