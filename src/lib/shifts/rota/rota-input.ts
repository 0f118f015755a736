import * as v from 'valibot';
import { AppError, type FieldIssue } from '../../base/errors.ts';
import { parseInput, withLimits } from '../../base/parse-input.ts';
import { isCalendarDay, isMeantYear } from '../../base/read-day.ts';
import { isTimeZone } from '../../base/time-zone.ts';
import { tourSpan } from './rest.ts';
import {
  comparePairs,
  NO_PREFERENCE,
  type RotaPair,
  type RotaPerson,
  type RotaRound,
  type RotaTour,
} from './rota.ts';

/** Two rounds a week for twenty years; above it something is wrong with the file. */
export const MAX_ROTA_TOURS = 1_000;
export const MAX_ROTA_PEOPLE = 10_000;
/** Seats of a tour. */
export const MAX_ROTA_SEATS = 10_000;
export const LONGEST_ROTA_ID = 200;
/** Tours served before: more than anybody does in a lifetime. */
export const MAX_ROTA_HISTORY = 1_000;
export const MAX_ROTA_WEIGHT = 100;
export const MAX_ROTA_SECONDS = 3_600;
/** People times tours: above it the model would want more memory than a machine gives it. */
export const MAX_ROTA_CELLS = 1_000_000;
/** When a round says nothing of its time limit. */
export const USUAL_ROTA_SECONDS = 60;
const USUAL_ZONE = 'Europe/Warsaw';

/**
 * Checks a round that came from outside and brings it into its order. Refuses with everything that is wrong,
 * each by its path (people.3.weight) and the id of its row as the value `row` [RT2].
 */
export function parseRotaRound(input: unknown): RotaRound {
  const given = parseNamed(input);
  if (given.people.length * given.tours.length > MAX_ROTA_CELLS) {
    const values = { row: '', limit: MAX_ROTA_CELLS };
    throw new AppError('invalid', { issues: [{ path: 'people', message: 'shifts.rota.tooLarge', values }] });
  }
  const issues: FieldIssue[] = [];
  const refuse = (path: string, message: string, row: string, id = row): void =>
    void issues.push({ path, message, values: { row, id } });

  const tours: RotaTour[] = given.tours.flatMap(({ id, start, end, seats, departmentCap, scopes }, i) => {
    const span = tourSpan(start, end, given.zone);
    if (start >= end || span.startMs >= span.endMs) refuse(`tours.${i}.end`, 'shifts.rota.endsFirst', id);
    const minimums = [...scopes].map(([scope, minimum]) => ({ scope, minimum })).toSorted(byScope);
    return { id, ...span, seats, departmentCap: departmentCap ?? undefined, minimums };
  });
  refuseTwice('tours', tours, refuse);
  tours.sort(byId);
  const placeOf = new Map(tours.map(({ id }, place) => [id, place]));

  const people: RotaPerson[] = given.people.map((person, i) => {
    const { id, department, history, weight, maxTours, preferences, scopes } = person;
    const placesOf = (field: string, ids: Iterable<string>): number[] =>
      [...new Set(ids)].flatMap((tour) => {
        const place = placeOf.get(tour);
        if (place === undefined) refuse(`people.${i}.${field}`, 'shifts.rota.unknownTour', id, tour);
        return place ?? [];
      });
    const costs = new Uint8Array(tours.length).fill(NO_PREFERENCE);
    placesOf('preferences', preferences.keys());
    for (const [tour, cost] of preferences) costs[placeOf.get(tour) ?? -1] = cost;
    const canServe = new Uint8Array(tours.length).fill(1);
    for (const place of placesOf('unavailable', person.unavailable)) canServe[place] = 0;
    return {
      id,
      department: department ?? null,
      history,
      weight: Math.round(weight * 100),
      maxTours,
      costs,
      canServe,
      locked: placesOf('locked', person.locked).toSorted((a, b) => a - b),
      scopes: scopes ? new Set(scopes) : undefined,
    };
  });
  refuseTwice('people', people, refuse);
  people.sort(byId);
  const personOf = new Map(people.map(({ id }, place) => [id, place]));

  const seen = new Set<number>();
  const published = given.published?.flatMap(({ person, tour }, i): RotaPair[] => {
    const pair = { person: personOf.get(person) ?? -1, tour: placeOf.get(tour) ?? -1 };
    if (pair.person < 0) refuse(`published.${i}.person`, 'shifts.rota.unknownPerson', person);
    if (pair.tour < 0) refuse(`published.${i}.tour`, 'shifts.rota.unknownTour', tour);
    if (pair.person < 0 || pair.tour < 0) return [];
    const key = pair.person * tours.length + pair.tour;
    if (seen.has(key)) refuse(`published.${i}`, 'shifts.rota.twice', person);
    seen.add(key);
    return [pair];
  });
  if (people.length > 0 && people.every(({ weight }) => weight === 0))
    refuse('people', 'shifts.rota.noWeight', '');
  if (issues.length > 0) throw new AppError('invalid', { issues });
  return {
    tours,
    people,
    published: published?.toSorted(comparePairs),
    timeLimitSeconds: given.timeLimitSeconds,
  };
}

/** An object with any names; what valibot's `record` would leave out ("constructor") is a name here like others. */
function named<const Schema extends v.GenericSchema>(schema: Schema) {
  type Value = v.InferOutput<Schema>;
  return v.pipe(
    v.custom<Record<string, unknown>>(
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      'shifts.rota.object',
    ),
    v.rawTransform(({ dataset, addIssue, NEVER }): Map<string, Value> => {
      const values = new Map<string, Value>();
      for (const [key, value] of Object.entries(dataset.value)) {
        const result = v.safeParse(schema, value);
        if (result.success) values.set(key, result.output);
        else {
          const [{ message }] = result.issues;
          const input = dataset.value;
          addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value }] });
          return NEVER;
        }
      }
      return values;
    }),
  );
}

/** What is wrong with an object: it is none, or something of it is missing. */
const rowMessage = ({ expected }: { expected: string | null }): string =>
  expected === 'Object' ? 'shifts.rota.object' : 'shifts.rota.missing';

function number(min: number, max: number, kind: 'number' | 'whole') {
  const message = withLimits(kind === 'whole' ? 'shifts.rota.whole' : 'shifts.rota.number', { min, max });
  const isMeant = (value: number): boolean =>
    value >= min && value <= max && (kind === 'number' || Number.isInteger(value));
  return v.pipe(v.number(message), v.check(isMeant, message));
}
const whole = (min: number, max: number) => number(min, max, 'whole');

const idText = v.pipe(
  v.string('shifts.rota.id'),
  v.minLength(1, 'shifts.rota.id'),
  v.maxLength(LONGEST_ROTA_ID, 'form.tooLong'),
);
const wallTime = v.pipe(v.string('shifts.rota.time'), v.check(isWallTime, 'shifts.rota.time'));
const idList = v.nullish(v.array(idText, 'shifts.rota.list'), []);

const namedTour = v.object(
  {
    id: idText,
    start: wallTime,
    end: wallTime,
    seats: whole(0, MAX_ROTA_SEATS),
    departmentCap: v.nullish(whole(0, MAX_ROTA_SEATS)),
    scopes: v.nullish(named(whole(0, MAX_ROTA_SEATS)), {}),
  },
  rowMessage,
);

const namedPerson = v.object(
  {
    id: idText,
    department: v.nullish(v.pipe(v.string('shifts.rota.text'), v.maxLength(LONGEST_ROTA_ID, 'form.tooLong'))),
    history: whole(0, MAX_ROTA_HISTORY),
    weight: v.nullish(
      v.pipe(number(0, MAX_ROTA_WEIGHT, 'number'), v.check(hasTwoDecimals, 'shifts.rota.decimals')),
      1,
    ),
    preferences: v.nullish(named(whole(1, 4)), {}),
    unavailable: idList,
    maxTours: v.nullish(whole(0, MAX_ROTA_TOURS), 1),
    locked: idList,
    scopes: v.nullish(v.array(idText, 'shifts.rota.list')),
  },
  rowMessage,
);

const tooMany = (limit: number) => withLimits('shifts.rota.tooMany', { limit });
const namedRound = v.object(
  {
    tours: v.pipe(
      v.array(namedTour, 'shifts.rota.list'),
      v.maxLength(MAX_ROTA_TOURS, tooMany(MAX_ROTA_TOURS)),
    ),
    people: v.pipe(
      v.array(namedPerson, 'shifts.rota.list'),
      v.maxLength(MAX_ROTA_PEOPLE, tooMany(MAX_ROTA_PEOPLE)),
    ),
    published: v.nullish(v.array(v.object({ person: idText, tour: idText }, rowMessage), 'shifts.rota.list')),
    zone: v.nullish(
      v.pipe(v.string('shifts.rota.zone'), v.check(isTimeZone, 'shifts.rota.zone')),
      USUAL_ZONE,
    ),
    timeLimitSeconds: v.nullish(number(0, MAX_ROTA_SECONDS, 'number'), USUAL_ROTA_SECONDS),
  },
  rowMessage,
);

/** The round as it is written, with the id of its row beside each fault. */
function parseNamed(input: unknown): v.InferOutput<typeof namedRound> {
  try {
    return parseInput(namedRound, input);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const issues = error.issues.map((issue) => ({
      ...issue,
      values: { ...issue.values, row: idAt(input, issue.path) },
    }));
    throw new AppError('invalid', { issues });
  }
}

/** The id of the row that a path such as people.3.weight leads into; empty where it has none. */
function idAt(input: unknown, path: string): string {
  const [list = '', place = ''] = path.split('.');
  const rows = property(input, list);
  const id = property(Array.isArray(rows) ? rows[Number(place)] : undefined, 'id');
  return typeof id === 'string' ? id.slice(0, LONGEST_ROTA_ID) : '';
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function refuseTwice(
  list: string,
  rows: readonly { id: string }[],
  refuse: (path: string, message: string, id: string) => void,
): void {
  const seen = new Set<string>();
  for (const [i, { id }] of rows.entries()) {
    if (seen.has(id)) refuse(`${list}.${i}.id`, 'shifts.rota.twice', id);
    seen.add(id);
  }
}

function isWallTime(text: string): boolean {
  const [day = '', time = ''] = text.split('T');
  return (
    /^([01]\d|2[0-3]):[0-5]\d$/.test(time) &&
    `${day}T${time}` === text &&
    isCalendarDay(day) &&
    isMeantYear(day)
  );
}

function hasTwoDecimals(value: number): boolean {
  return Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
}

/** By code units, which are the same in every language. */
function byId(one: { id: string }, other: { id: string }): number {
  return compareTexts(one.id, other.id);
}

function byScope(one: { scope: string }, other: { scope: string }): number {
  return compareTexts(one.scope, other.scope);
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
