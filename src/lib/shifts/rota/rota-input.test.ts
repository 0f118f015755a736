import { expect, test } from 'vitest';
import { AppError, type FieldIssue } from '../../base/errors.ts';
import {
  LONGEST_ROTA_ID,
  MAX_ROTA_CELLS,
  MAX_ROTA_HISTORY,
  MAX_ROTA_PEOPLE,
  MAX_ROTA_SEATS,
  MAX_ROTA_SECONDS,
  MAX_ROTA_TOURS,
  MAX_ROTA_WEIGHT,
  USUAL_ROTA_SECONDS,
} from './rota-file.ts';
import { parseRotaRound } from './rota-input.ts';

const tour = (more: object = {}) => ({
  id: 'mon',
  start: '2026-03-30T08:00',
  end: '2026-03-30T16:00',
  seats: 2,
  ...more,
});
const person = (more: object = {}) => ({
  id: 'anna',
  department: 'it',
  history: 1,
  preferences: {},
  unavailable: [],
  ...more,
});

function faultsOf(input: unknown): FieldIssue[] {
  try {
    parseRotaRound(input);
    return [];
  } catch (error) {
    if (error instanceof AppError) return [...error.issues];
    throw error;
  }
}
/** The faults as `path message`. */
function told(input: unknown): string[] {
  return faultsOf(input).map(({ path, message }) => `${path} ${message.replace('shifts.rota.', '')}`);
}
const round = (tours: unknown, people: unknown, more: object = {}) => ({ tours, people, ...more });

test('[RT2] a round is brought into the order of its ids, with what was left out', () => {
  const { tours, people, published, timeLimitSeconds } = parseRotaRound(
    round(
      [tour({ id: 'wed' }), tour({ scopes: { phone: 1, chat: 2 } })],
      [person({ id: 'b', preferences: { wed: 4 }, locked: ['wed', 'mon'] }), person({ weight: 0.29 })],
      {
        published: [
          { person: 'b', tour: 'wed' },
          { person: 'anna', tour: 'wed' },
        ],
      },
    ),
  );
  expect(tours.map(({ id }) => id)).toEqual(['mon', 'wed']);
  expect(tours[0]?.minimums).toEqual([
    { scope: 'chat', minimum: 2 },
    { scope: 'phone', minimum: 1 },
  ]);
  expect(people.map(({ id, weight, maxTours }) => [id, weight, maxTours])).toEqual([
    ['anna', 29, 1],
    ['b', 100, 1],
  ]);
  expect([...(people[1]?.costs ?? [])]).toEqual([2, 4]);
  expect(people[1]?.locked).toEqual([0, 1]);
  expect(published).toEqual([
    { person: 0, tour: 1 },
    { person: 1, tour: 1 },
  ]);
  expect(timeLimitSeconds).toBe(USUAL_ROTA_SECONDS);
});

test('[RT2] all faults are told at once, each with the id of its row', () => {
  const input = round(
    [tour({ seats: 1.5 }), tour({ id: '', end: '2026-02-30T16:00' })],
    [
      person({ history: -1, weight: 0.005 }),
      person({ preferences: { mon: 5 }, unavailable: 'mon' }),
      'anna',
      {},
    ],
    { zone: 'Europe/Atlantis', timeLimitSeconds: Number.NaN },
  );
  expect(told(input)).toEqual([
    'tours.0.seats whole',
    'tours.1.id id',
    'tours.1.end time',
    'people.0.history whole',
    'people.0.weight decimals',
    'people.1.preferences.mon whole',
    'people.1.unavailable list',
    'people.2 object',
    'people.3.id missing',
    'people.3.history missing',
    'zone zone',
    'timeLimitSeconds number',
  ]);
  expect(faultsOf(input).map(({ values }) => values?.row)).toEqual([
    'mon',
    '',
    '',
    'anna',
    'anna',
    'anna',
    'anna',
    '',
    '',
    '',
    '',
    '',
  ]);
});

test('[RT2] what rows say of each other is told as well', () => {
  const input = round(
    [tour({ end: '2026-03-30T08:00' }), tour({ id: 'tue' }), tour({ id: 'tue' })],
    [person({ preferences: { x: 1 }, unavailable: ['y'], locked: ['z'] }), person()],
    {
      published: [
        { person: 'q', tour: 'mon' },
        { person: 'anna', tour: 'r' },
        { person: 'anna', tour: 'tue' },
        { person: 'anna', tour: 'tue' },
      ],
    },
  );
  expect(told(input)).toEqual([
    'tours.0.end endsFirst',
    'tours.2.id twice',
    'people.0.preferences unknownTour',
    'people.0.unavailable unknownTour',
    'people.0.locked unknownTour',
    'people.1.id twice',
    'published.0.person unknownPerson',
    'published.1.tour unknownTour',
    'published.3 twice',
  ]);
  expect(faultsOf(input)[2]?.values).toEqual({ row: 'anna', id: 'x' });
  expect(told(round([], [person({ weight: 0 })]))).toEqual(['people noWeight']);
});

test('[RT2] a round that is none is refused', () => {
  for (const input of [null, 7, 'round', [], { tours: {}, people: null }])
    expect(faultsOf(input), JSON.stringify(input)).not.toEqual([]);
});

test('[RT2] an id is any text, and nothing is lost because of its name', () => {
  const names = ['__proto__', 'constructor', 'toString', 'żółw 🐢', ' '];
  const preferences = JSON.parse(`{"__proto__":1,"constructor":3,"toString":4,"żółw 🐢":1," ":3}`);
  const { tours, people } = parseRotaRound(
    round(
      names.map((id) => tour({ id, scopes: JSON.parse('{"__proto__":1}') })),
      names.map((id) => person({ id, preferences, unavailable: ['constructor'], scopes: ['__proto__'] })),
    ),
  );
  for (const { id, costs, canServe } of people)
    expect([id, tours.map((each, place) => [each.id, costs[place], canServe[place]])]).toEqual([
      id,
      [
        [' ', 3, 1],
        ['__proto__', 1, 1],
        ['constructor', 3, 0],
        ['toString', 4, 1],
        ['żółw 🐢', 1, 1],
      ],
    ]);
  expect(tours[0]?.minimums).toEqual([{ scope: '__proto__', minimum: 1 }]);
});

test('[RT2] hours that nobody can mean are refused, and those of a clock change are not', () => {
  const end = (text: string) => told(round([tour({ end: text })], []));
  for (const text of [
    '2026-03-30',
    '2026-03-30T24:00',
    '2026-03-30T16:00:00',
    '2026-13-01T08:00',
    '9999-01-01T08:00',
  ])
    expect(end(text), text).toEqual(['tours.0.end time']);
  expect(end('2026-10-25T02:30')).toEqual([]);
  // 03:00 comes before what 02:15 is on that night.
  expect(told(round([tour({ start: '2026-03-29T02:15', end: '2026-03-29T03:00' })], []))).toEqual([
    'tours.0.end endsFirst',
  ]);
});

test('[RT2] seats, history, weight and the time limit have limits', () => {
  const ends = (tours: object, people: object = {}, more: object = {}) =>
    told(round([tour(tours)], [person(people)], more));
  expect(ends({ seats: MAX_ROTA_SEATS }, { history: MAX_ROTA_HISTORY, weight: MAX_ROTA_WEIGHT })).toEqual([]);
  expect(ends({ seats: MAX_ROTA_SEATS + 1 })).toEqual(['tours.0.seats whole']);
  expect(ends({}, { history: MAX_ROTA_HISTORY + 1 })).toEqual(['people.0.history whole']);
  expect(ends({}, { weight: MAX_ROTA_WEIGHT + 0.01 })).toEqual(['people.0.weight number']);
  expect(ends({}, {}, { timeLimitSeconds: MAX_ROTA_SECONDS })).toEqual([]);
  expect(ends({}, {}, { timeLimitSeconds: MAX_ROTA_SECONDS + 1 })).toEqual(['timeLimitSeconds number']);
  expect(ends({ id: 'x'.repeat(LONGEST_ROTA_ID) })).toEqual([]);
  expect(ends({ id: 'x'.repeat(LONGEST_ROTA_ID + 1) })).toEqual(['tours.0.id form.tooLong']);
});

test('[RT2] a round has so many tours, people, and both together', () => {
  const tours = (n: number) => Array.from({ length: n }, (_, i) => tour({ id: `t${i}` }));
  const people = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `p${i}`, history: 0 }));
  expect(told(round(tours(MAX_ROTA_TOURS), []))).toEqual([]);
  expect(told(round(tours(MAX_ROTA_TOURS + 1), []))).toEqual(['tours tooMany']);
  expect(told(round([], people(MAX_ROTA_PEOPLE)))).toEqual([]);
  expect(told(round([], people(MAX_ROTA_PEOPLE + 1)))).toEqual(['people tooMany']);
  expect(told(round(tours(1000), people(MAX_ROTA_CELLS / 1000)))).toEqual([]);
  expect(told(round(tours(1000), people(MAX_ROTA_CELLS / 1000 + 1)))).toEqual(['people tooLarge']);
});
