import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { parseRotaRound } from '#lib/shifts/rota/rota-input.ts';
import { brokenRules } from '#lib/shifts/rota/score.ts';
import { randomRound, type RandomRoundShape } from '#lib/shifts/rota/testing/random-round.ts';
import { explainRota, runRota } from './rota-job.ts';

const SMALL: RandomRoundShape = {
  people: 12,
  tours: 6,
  seats: 2,
  hoursApart: 24,
  unavailable: 0.3,
  maxTours: 2,
  departments: 3,
  hasWeights: true,
  hasScopes: false,
  preferences: 3,
};

test('[RT10] a thread answers with the rota, and with reasons', async () => {
  const round = parseRotaRound(randomRound(seededRandom(1), SMALL));
  const rota = await runRota(round);
  expect([rota.status, brokenRules(round, rota.pairs)]).toEqual(['optimal', []]);
  const person = rota.pairs[0]?.person ?? -1;
  const { tours } = await explainRota({ round, rota, person });
  expect(tours.map(({ tour }) => tour)).toEqual(
    rota.pairs.filter((pair) => pair.person === person).map(({ tour }) => tour),
  );
});

test('[RT10] it ends with its time limit, with the best rota until then', async () => {
  const file = randomRound(seededRandom(2), {
    ...SMALL,
    people: 1500,
    tours: 150,
    seats: 6,
    hasScopes: true,
    hoursApart: 6,
  });
  const round = parseRotaRound({ ...file, timeLimitSeconds: 0.5 });
  const rota = await runRota(round);
  expect([rota.status, brokenRules(round, rota.pairs)]).toEqual(['feasible', []]);
  expect(rota.pairs.length).toBeGreaterThan(500);
});

test('[RT10] whoever asked ends it in the middle of its work', async () => {
  const round = parseRotaRound(
    randomRound(seededRandom(3), { ...SMALL, people: 2000, tours: 150, seats: 6 }),
  );
  const given = new AbortController();
  const asked = runRota(round, { signal: given.signal });
  given.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
});
