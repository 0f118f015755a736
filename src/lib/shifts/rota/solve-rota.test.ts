import { expect, test } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { Fairness } from './fairness.ts';
import { greedyRota } from './greedy-rota.ts';
import { loadHighsSolver } from './highs-solver.ts';
import { parseRotaRound } from './rota-input.ts';
import { stagesOf, type RotaPair, type RotaRound } from './rota.ts';
import { brokenRules, countTours, scoreRota } from './score.ts';
import type { SolvedRota } from './rota-search.ts';
import { solveRota } from './solve-rota.ts';
import type { OpenModel, RotaSolver } from './solver.ts';
import { bruteForce, totalsOfPairs, type Totals } from './testing/brute-force.ts';
import { randomRound, type RandomRoundShape, type RoundFile } from './testing/random-round.ts';

const highs = loadHighsSolver();
const tools = { loadSolver: () => highs, now: () => performance.now() };

function totalsOf(round: RotaRound, { score, pairs }: SolvedRota): Totals {
  const deviation = new Fairness(round).deviation(countTours(round, pairs));
  return stagesOf(round).map((stage) => (stage === 'deviation' ? deviation : score[stage]));
}

function named(round: RotaRound, pairs: readonly RotaPair[]): { person: string; tour: string }[] {
  return pairs.map(({ person, tour }) => ({
    person: round.people[person]?.id ?? '',
    tour: round.tours[tour]?.id ?? '',
  }));
}

/** Some of the pairs that there are, as if they had been published. */
function somePublished(
  { people, tours }: RoundFile,
  random: () => number,
): { person: string; tour: string }[] {
  return people.flatMap(({ id }) =>
    tours.filter(() => random() < 0.4).map((tour) => ({ person: id, tour: tour.id })),
  );
}

/** Whether the rota is proven, keeps every rule, and is as good as the best of all that there are. */
function expectBest(seed: number, file: RoundFile, round: RotaRound, found: SolvedRota): void {
  const best = bruteForce(file);
  expect([seed, found.status]).toEqual([seed, best ? 'optimal' : 'infeasible']);
  if (!best) return;
  expect([seed, brokenRules(round, found.pairs)]).toEqual([seed, []]);
  // A half of a millionth is rounded down by one and up by the other.
  for (const totals of [totalsOf(round, found), totalsOfPairs(file, named(round, found.pairs))])
    for (const [i, total] of best.entries())
      expect(Math.abs(total - (totals[i] ?? NaN)), `seed ${seed}: ${totals} for ${best}`).toBeLessThan(2e-6);
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
] as const)('[RT5] %s equals the best one of all, goal by goal, on small rounds', async ([, isPublished]) => {
  let impossible = 0;
  for (let seed = 0; seed < 250; seed++) {
    const random = seededRandom(seed);
    const file = randomRound(random, smallShape(random));
    if (isPublished) file.published = somePublished(file, random);
    const round = parseRotaRound(file);
    const found = await solveRota(round, tools);
    expectBest(seed, file, round, found);
    if (found.status === 'infeasible') impossible++;
  }
  expect(impossible).toBeGreaterThan(10);
});

test('[RT5] so does a rota whose linear programs end between whole solutions', async () => {
  const seeds = [
    32, 43, 49, 54, 57, 132, 141, 204, 233, 236, 275, 278, 305, 330, 333, 370, 391, 404, 453, 511,
  ];
  for (const seed of seeds) {
    const random = seededRandom(seed);
    const file = randomRound(random, {
      people: 6,
      tours: 3,
      seats: 2 + (seed % 2),
      hoursApart: seed % 4 < 2 ? 7 : 24,
      unavailable: 0.2,
      maxTours: 2,
      departmentCap: 1,
      departments: 3,
      hasWeights: true,
      hasScopes: true,
      preferences: 4,
    });
    if (seed % 3 === 0) file.published = somePublished(file, random);
    const round = parseRotaRound(file);
    const counted = counting(await highs);
    expectBest(
      seed,
      file,
      round,
      await solveRota(round, { ...tools, loadSolver: () => Promise.resolve(counted) }),
    );
    expect([seed, counted.searches > 0]).toEqual([seed, true]);
  }
});

/** A solver that counts how often it is asked for whole solutions. */
function counting(solver: RotaSolver): RotaSolver & { searches: number } {
  const counted = {
    searches: 0,
    open(linear: Parameters<RotaSolver['open']>[0]): OpenModel {
      const open = solver.open(linear);
      const setWhole = open.setWhole.bind(open);
      open.setWhole = (isWhole, gap) => {
        counted.searches += 1;
        setWhole(isWhole, gap);
      };
      return open;
    },
  };
  return counted;
}

const HARD: RandomRoundShape = {
  people: 40,
  tours: 16,
  seats: 3,
  hoursApart: 6,
  unavailable: 0.4,
  maxTours: 3,
  departmentCap: 1,
  departments: 6,
  hasWeights: true,
  hasScopes: true,
  preferences: 6,
};

test('[RT9] the order of rows changes nothing', async () => {
  for (const seed of [1, 2, 3]) {
    const random = seededRandom(seed);
    const file = randomRound(random, HARD);
    if (seed === 3) file.published = somePublished(file, () => random() * 8);
    const shuffle = <Item>(items: readonly Item[]): Item[] =>
      items
        .map((item) => ({ item, by: random() }))
        .toSorted((a, b) => a.by - b.by)
        .map(({ item }) => item);
    const shuffled: RoundFile = {
      ...file,
      tours: shuffle(file.tours).map((tour) => ({
        ...tour,
        scopes: Object.fromEntries(shuffle(Object.entries(tour.scopes ?? {}))),
      })),
      people: shuffle(file.people).map((person) => ({
        ...person,
        preferences: Object.fromEntries(shuffle(Object.entries(person.preferences))),
        unavailable: shuffle(person.unavailable),
        ...(person.scopes && { scopes: shuffle(person.scopes) }),
      })),
      ...(file.published && { published: shuffle(file.published) }),
    };
    const [one, other] = [parseRotaRound(file), parseRotaRound(shuffled)];
    const [first, second] = [await solveRota(one, tools), await solveRota(other, tools)];
    expect(first.status).toBe('optimal');
    expect(named(other, second.pairs)).toEqual(named(one, first.pairs));
  }
});

test('[RT6] without any time the greedy rota is the answer, and no solver is loaded', async () => {
  const loadSolver = () => Promise.reject(new Error('nobody asks'));
  for (let seed = 0; seed < 40; seed++) {
    const file = { ...randomRound(seededRandom(seed), HARD), timeLimitSeconds: 0 };
    const round = parseRotaRound(file);
    const found = await solveRota(round, { ...tools, loadSolver });
    expect(brokenRules(round, found.pairs)).toEqual([]);
    expect(found).toMatchObject({ status: 'feasible', pairs: greedyRota(round) });
    expect(found.pairs.length).toBeGreaterThan(30);
  }
});

test('[RT6] time that runs out in a goal leaves the best rota until then, and how far that goal may be', async () => {
  const round = parseRotaRound(randomRound(seededRandom(4), { ...HARD, hasScopes: false, unavailable: 0.8 }));
  const proven = await solveRota(round, tools);
  const told: SolvedRota[] = [];
  for (let runs = 0; runs < 3; runs++) {
    let nowMs = 0;
    let left = runs;
    const solver = await highs;
    const impatient: RotaSolver = {
      open(linear) {
        const open = solver.open(linear);
        const run = open.run.bind(open);
        // The clock jumps behind the limit once so many runs are done.
        open.run = (seconds) => {
          const result = run(seconds);
          left -= 1;
          if (left <= 0) nowMs = 1e9;
          return result;
        };
        if (runs === 0) nowMs = 1e9;
        return open;
      },
    };
    const found = await solveRota(round, {
      loadSolver: () => Promise.resolve(impatient),
      now: () => nowMs,
      tell: (rota) => void told.push(rota),
    });
    expect(brokenRules(round, found.pairs)).toEqual([]);
    expect(found.status).toBe('feasible');
    const stage = found.openStage ?? 'unfilled';
    expect(stagesOf(round).indexOf(stage)).toBe(runs);
    const [value, best] = [found, proven].map((rota) =>
      stage === 'deviation'
        ? new Fairness(round).deviation(countTours(round, rota.pairs))
        : rota.score[stage],
    );
    // The gap is a promise: the best value is no further away.
    if (found.gap !== null) expect((value ?? 0) * (1 - found.gap)).toBeLessThanOrEqual((best ?? 0) + 1e-6);
    if (stage !== 'preference') expect(found.gap).toBeGreaterThan(0);
  }
  expect(told.length).toBeGreaterThan(3);
});

test('[RT5] a round in which nobody can be anywhere has one rota, and it is proven', async () => {
  const nobody = parseRotaRound({
    tours: [{ id: 't', start: '2026-03-30T08:00', end: '2026-03-30T16:00', seats: 2, scopes: { phone: 3 } }],
    people: [{ id: 'p', department: 'it', history: 4, preferences: {}, unavailable: ['t'] }],
  });
  expect(await solveRota(nobody, tools)).toMatchObject({ status: 'optimal', pairs: [], gap: 0 });
  expect(scoreRota(nobody, []).unfilled).toBe(5);
  expect(await solveRota(parseRotaRound({ tours: [], people: [] }), tools)).toMatchObject({
    status: 'optimal',
    pairs: [],
  });
});

test('[RT5] a published rota changes as little as it can, even when a fairer one is near', async () => {
  const tour = (id: string, day: number) => ({
    id,
    start: `2026-03-3${day}T08:00`,
    end: `2026-03-3${day}T16:00`,
    seats: 1,
  });
  const person = (id: string, history: number, unavailable: string[] = []) => ({
    id,
    department: 'it',
    history,
    preferences: {},
    unavailable,
  });
  const round = parseRotaRound({
    tours: [tour('a', 0), tour('b', 1)],
    people: [person('anna', 5), person('bartek', 0, ['b']), person('celina', 0)],
    published: [
      { person: 'anna', tour: 'a' },
      { person: 'bartek', tour: 'b' },
    ],
  });
  const found = await solveRota(round, tools);
  // Bartek's place is lost and Celina gets it; that Anna serves a sixth time is published.
  expect(named(round, found.pairs)).toEqual([
    { person: 'anna', tour: 'a' },
    { person: 'celina', tour: 'b' },
  ]);
  expect(found.score.changes).toBe(2);
});
