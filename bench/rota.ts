/**
 * A whole round, proven: ours (goal by goal on faces, src/lib/shifts/rota) beside one plain weighted model (unfilled
 * x 10⁶ + deviation x 10³ + preferences, a factor of 10³ more for each goal before them) given to the same solver,
 * over the same columns and rows. In turn, in one warm process; medians.
 *
 *   node bench/rota.ts
 */
import { pathToFileURL } from 'node:url';
import { seededRandom } from '#lib/base/random.ts';
import { Fairness } from '#lib/shifts/rota/fairness.ts';
import { loadHighsSolver } from '#lib/shifts/rota/highs-solver.ts';
import { parseRotaRound } from '#lib/shifts/rota/rota-input.ts';
import { buildModel } from '#lib/shifts/rota/rota-model.ts';
import type { RotaPair, RotaRound } from '#lib/shifts/rota/rota.ts';
import { compareScores, scoreRota, type RotaScore } from '#lib/shifts/rota/score.ts';
import type { SolvedRota } from '#lib/shifts/rota/rota-search.ts';
import { solveRota } from '#lib/shifts/rota/solve-rota.ts';
import type { RotaSolver } from '#lib/shifts/rota/solver.ts';
import { randomRound, type RandomRoundShape } from '#lib/shifts/rota/testing/random-round.ts';

/** 300 people, 60 tours of 5 seats. */
const USUAL: RandomRoundShape = {
  people: 300,
  tours: 60,
  seats: 5,
  hoursApart: 24,
  unavailable: 0.2,
  maxTours: 1,
  departments: 12,
  hasWeights: false,
  hasScopes: false,
  preferences: 15,
};
const TIGHT = { departmentCap: 1, hasScopes: true, hasWeights: true, unavailable: 0.4, hoursApart: 6 };

const CASES: Readonly<Record<string, Partial<RandomRoundShape> & { isPublished?: boolean }>> = {
  'one tour each': {},
  'up to three tours, two at a time': { maxTours: 3, hoursApart: 12 },
  'one tour after the other, night and day': {
    maxTours: 4,
    hoursApart: 8,
    hasWeights: true,
    unavailable: 0.3,
  },
  'caps of 1, scopes, weights': { ...TIGHT, maxTours: 2 },
  'hardly anybody can': { unavailable: 0.97 },
  'published, one ill, two new': { isPublished: true },
  'published, with caps, scopes, weights': { ...TIGHT, maxTours: 3, isPublished: true },
};
const RUNS = 5;
const SEED = 11;

export interface RotaFigures {
  name: string;
  oursMs: number;
  /** Of our process, which other work on the machine does not lengthen. */
  oursCpuMs: number;
  plainMs: number;
  status: SolvedRota['status'];
  /** Whether the plain model found a rota as good as ours. */
  plainIsAsGood: boolean;
}

/** Runs every case; `npm run bench` and this file print what it returns. */
export async function benchRota(): Promise<RotaFigures[]> {
  const solver = await loadHighsSolver();
  const figures: RotaFigures[] = [];
  for (const [name, { isPublished = false, ...shape }] of Object.entries(CASES)) {
    const made = parseRotaRound(randomRound(seededRandom(SEED), { ...USUAL, ...shape }));
    const round = isPublished ? await afterPublishing(made, solver) : made;
    const ours: number[] = [];
    const cpu: number[] = [];
    const plain: number[] = [];
    let [status, plainIsAsGood]: [SolvedRota['status'], boolean] = ['feasible', false];
    for (let run = 0; run <= RUNS; run++) {
      const startMs = performance.now();
      const before = process.cpuUsage();
      const found = await solve(round, solver);
      const betweenMs = performance.now();
      const { user, system } = process.cpuUsage(before);
      const score = plainWeighted(round, solver);
      if (run === 0) continue; // the solver is compiled while it runs for the first time
      ours.push(betweenMs - startMs);
      cpu.push((user + system) / 1000);
      plain.push(performance.now() - betweenMs);
      status = found.status;
      plainIsAsGood = compareScores(round, score, found.score) === 0;
    }
    figures.push({
      name,
      oursMs: median(ours),
      oursCpuMs: median(cpu),
      plainMs: median(plain),
      status,
      plainIsAsGood,
    });
  }
  return figures;
}

function solve(round: RotaRound, solver: RotaSolver): Promise<SolvedRota> {
  return solveRota(round, { loadSolver: () => Promise.resolve(solver), now: () => performance.now() });
}

/** The best rota was published; then somebody with a tour falls ill, and two people come who have served nothing. */
async function afterPublishing(round: RotaRound, solver: RotaSolver): Promise<RotaRound> {
  const { pairs } = await solve(round, solver);
  const ill = pairs[0]?.person;
  const people = round.people.map((person, place) =>
    place === ill ? { ...person, canServe: person.canServe.map(() => 0) } : person,
  );
  const [first, second] = people.slice(-2);
  if (!first || !second) throw new Error('the round has no people');
  const late = [first, second].map((person) => ({
    ...person,
    id: `${person.id}-late`,
    history: 0,
    weight: 100,
  }));
  return { ...round, people: [...people, ...late], published: pairs };
}

/** The score of what one search with all goals in one sum finds. */
function plainWeighted(round: RotaRound, solver: RotaSolver): RotaScore {
  const model = buildModel(round);
  const fairness = new Fairness(round);
  const costs = new Float64Array(model.linear.columnLower.length);
  for (const [i, stage] of model.stages.toReversed().entries()) {
    const unitOf = (cost: number): number => {
      const score = stage.scoreOf(cost) - stage.offset;
      return stage.stage === 'deviation' ? fairness.ofSteps(score) : score;
    };
    for (const [column, cost] of stage.costs.entries())
      costs[column] = (costs[column] ?? 0) + unitOf(cost) * 1000 ** i;
  }
  const open = solver.open(model.linear);
  try {
    open.setCosts(costs);
    open.setWhole(true, 1e-6);
    const result = open.run(60);
    const columns = result.status === 'infeasible' ? undefined : result.columns;
    const pairs = model.pairs.filter((_, i): boolean => (columns?.[i] ?? 0) > 0.5);
    return scoreRota(round, pairs satisfies RotaPair[]);
  } finally {
    open.close();
  }
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.table(await benchRota());
