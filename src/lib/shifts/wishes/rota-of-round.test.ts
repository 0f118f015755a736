import { expect, test } from 'vitest';
import { rotaOfRound, type AskedPerson, type AskedRound, type AskedTour } from './rota-of-round.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const tour = (id: string, day: number, change: Partial<AskedTour> = {}): AskedTour => ({
  ...{ id, startsAtMs: day * DAY + 8 * HOUR, endsAtMs: day * DAY + 16 * HOUR, places: 2, offered: 0 },
  ...{ departmentCap: null, scopes: ['chat'] },
  ...change,
});
const person = (id: string, change: Partial<AskedPerson> = {}): AskedPerson => ({
  ...{ id, departmentId: null, share: 100, served: 0, servedHere: 0, seats: [], held: [], away: [] },
  wish: { answer: 'in', maxTours: 2, scopes: ['chat'], choices: { a: '1', b: 'any' } },
  ...change,
});
const made = (change: Partial<AskedRound>) =>
  rotaOfRound({
    ...{
      tours: [tour('b', 1), tour('a', 0)],
      people: [],
      locks: [],
      isPublished: false,
      timeLimitSeconds: 1,
    },
    ...change,
  });
const reach = (one: AskedPerson, change: Partial<AskedRound> = {}): number[] => [
  ...(made({ people: [one], ...change }).people[0]?.canServe ?? []),
];

test('[SH33] tours and people stand in the order of their ids, with what they said', () => {
  const round = made({ people: [person('q', { share: 50, served: 3 }), person('p')] });
  expect(round.tours.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(round.people.map(({ id, history, weight }) => [id, history, weight])).toEqual([
    ['p', 0, 100],
    ['q', 3, 50],
  ]);
  expect([...(round.people[0]?.costs ?? [])]).toEqual([1, 2]);
  expect(round.published).toBeUndefined();
});

test('[SH33] a seat that is offered is not given', () => {
  expect(made({ tours: [tour('a', 0, { offered: 1 })] }).tours[0]?.seats).toBe(1);
});

test('[SH31] nobody is put where they cannot be, take on nothing, or were not asked', () => {
  const wish = { answer: 'in' as const, maxTours: 1, scopes: ['phone' as const], choices: {} };
  expect(reach(person('p'))).toEqual([1, 1]);
  expect(reach(person('p', { wish: { ...wish, scopes: ['chat'], choices: { a: 'no', b: '4' } } }))).toEqual([
    0, 1,
  ]);
  expect(reach(person('p', { wish: { ...wish, scopes: ['chat'], choices: { b: '4' } } }))).toEqual([0, 1]);
  expect(reach(person('p', { wish: { ...wish, choices: { a: '1', b: '1' } } }))).toEqual([0, 0]);
});

test('[SH33] leave, another shift and less than eleven hours beside it keep somebody from a tour', () => {
  expect(reach(person('p', { away: ['b'] }))).toEqual([1, 0]);
  const until = (hour: number) => [{ startsAtMs: -DAY, endsAtMs: hour * HOUR }];
  expect(reach(person('p', { held: until(-3) }))).toEqual([1, 1]);
  expect(reach(person('p', { held: until(-3 + 1 / 60) }))).toEqual([0, 1]);
});

test('[SH33] seats from before stay before a rota is published, and are what it changes least after', () => {
  const seated = person('p', { wish: null, seats: ['b'] });
  expect(reach(seated)).toEqual([0, 1]);
  const before = made({ people: [seated] });
  expect([before.people[0]?.locked, before.people[0]?.maxTours, before.published]).toEqual([
    [1],
    1,
    undefined,
  ]);
  const after = made({ people: [seated], isPublished: true });
  expect([after.people[0]?.locked, after.published]).toEqual([[], [{ person: 0, tour: 1 }]]);
});

test('[SH34] a lock keeps somebody on a tour, or off it', () => {
  const lock = (kind: 'keep' | 'off') => ({
    locks: [{ tourId: 'b', personId: 'p', kind }],
    people: [person('p')],
  });
  expect(made(lock('keep')).people[0]?.locked).toEqual([1]);
  expect(reach(person('p'), lock('off'))).toEqual([1, 0]);
});

test('[SH33] tours of the round that have begun count against how many somebody takes', () => {
  expect(made({ people: [person('p', { servedHere: 1 })] }).people[0]?.maxTours).toBe(1);
  expect(made({ people: [person('p', { servedHere: 3 })] }).people[0]?.maxTours).toBe(0);
});
