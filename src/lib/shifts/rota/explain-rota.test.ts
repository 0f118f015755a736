import { expect, test } from 'vitest';
import { explainPerson, MOST_WISHES, type PersonReasons } from './explain-rota.ts';
import { loadHighsSolver } from './highs-solver.ts';
import { parseRotaRound } from './rota-input.ts';
import { reasonSentences } from './rota-words.ts';
import { solveRota } from './solve-rota.ts';

const highs = loadHighsSolver();
const tools = { loadSolver: () => highs, now: () => performance.now() };

async function reasonsOf(file: object, id: string): Promise<PersonReasons & { keys: string[] }> {
  const round = parseRotaRound(file);
  const person = round.people.findIndex((each) => each.id === id);
  const reasons = await explainPerson(round, await solveRota(round, tools), person, tools);
  return { ...reasons, keys: reasonSentences(round, person, reasons).map(({ key }) => key) };
}

const tour = (id: string, day: number, seats = 1) => ({
  id,
  start: `2026-04-0${day}T08:00`,
  end: `2026-04-0${day}T16:00`,
  seats,
});
const person = (id: string, history: number, preferences: Record<string, number>, more: object = {}) => ({
  id,
  department: 'it',
  history,
  preferences,
  unavailable: [],
  ...more,
});

test('[RT8] a tour is there because another rota would be less fair, and it says who would come instead', async () => {
  const file = { tours: [tour('a', 1)], people: [person('anna', 0, {}), person('bartek', 2, {})] };
  const { tours, wishes, keys } = await reasonsOf(file, 'anna');
  // Targets are 1.5: 0.25 + 0.25 for Anna, 2.25 + 2.25 for Bartek.
  expect({ tours, wishes }).toEqual({
    tours: [{ tour: 0, isLocked: false, without: { kind: 'worse', stage: 'deviation', by: 4, people: [1] } }],
    wishes: [],
  });
  expect(keys).toEqual(['shifts.rota.why.deviation', 'shifts.rota.why.instead']);
});

test('[RT8] a tour that only one person can serve would stay empty', async () => {
  const people = [person('anna', 9, {}), person('bartek', 0, {}, { unavailable: ['a'] })];
  const { tours, keys } = await reasonsOf({ tours: [tour('a', 1)], people }, 'anna');
  expect(tours[0]?.without).toEqual({ kind: 'worse', stage: 'unfilled', by: 1, people: [] });
  expect(keys).toEqual(['shifts.rota.why.unfilled', 'shifts.rota.why.nobody']);
});

test('[RT8] a tour that somebody would like better says what it would cost, or why it is out of reach', async () => {
  const tours = [tour('a', 1), tour('b', 2), tour('c', 3)];
  const people = [
    person('anna', 0, { a: 1, b: 3, c: 1 }, { unavailable: ['c'] }),
    person('bartek', 0, { a: 1, b: 4 }),
    person('celina', 0, { c: 1 }, { locked: ['c'] }),
  ];
  const { wishes, keys } = await reasonsOf({ tours, people }, 'anna');
  expect(wishes.map(({ with: wish }) => wish.kind)).toEqual(['worse', 'impossible']);
  expect(wishes[0]?.with).toMatchObject({ stage: 'preference', by: 1 });
  expect(keys.slice(-2)).toEqual(['shifts.rota.wish.preference', 'shifts.rota.wish.impossible']);
});

test('[RT8] a lock is its own reason, and what is as good either way says so', async () => {
  const people = [person('anna', 0, {}, { locked: ['a'] }), person('bartek', 0, {})];
  const { tours, keys } = await reasonsOf({ tours: [tour('a', 1)], people }, 'anna');
  expect(tours[0]).toMatchObject({ isLocked: true, without: { kind: 'even', people: [1] } });
  expect(keys[0]).toBe('shifts.rota.why.locked');
});

test('[RT8] of many tours that somebody would like better the best are looked at', async () => {
  const tours = Array.from({ length: MOST_WISHES + 2 }, (_, i) => tour(`t${i}`, i + 1));
  const wish = Object.fromEntries(tours.map(({ id }, i) => [id, i === 0 ? 2 : 1]));
  const people = [person('anna', 0, wish), ...tours.map(({ id }, i) => person(`z${i}`, 5, { [id]: 1 }))];
  const { wishes } = await reasonsOf({ tours, people: people.slice(0, 2) }, 'anna');
  expect(wishes.length).toBeLessThanOrEqual(MOST_WISHES);
  expect(
    (await reasonsOf({ tours, people: [person('anna', 0, wish, { locked: ['t0'] })] }, 'anna')).wishes,
  ).toHaveLength(MOST_WISHES);
});

test('[RT8] of rotas that are as good the nearest one says who would come', async () => {
  const tours = [1, 2, 3, 4].map((day) => tour(`t${day}`, day, 4));
  const people = Array.from({ length: 20 }, (_, i) => person(`p${i}`, 1, {}));
  const round = parseRotaRound({ tours, people });
  const rota = await solveRota(round, tools);
  const { tours: own } = await explainPerson(round, rota, rota.pairs[0]?.person ?? -1, tools);
  expect(own.map(({ without }) => without)).toEqual([{ kind: 'even', people: [expect.any(Number)] }]);
});
