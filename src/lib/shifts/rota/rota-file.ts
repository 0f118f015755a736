import * as v from 'valibot';
import { AppError } from '../../base/errors.ts';
import { parseInput, withLimits } from '../../base/parse-input.ts';
import { isCalendarDay, isMeantYear } from '../../base/read-day.ts';
import { isTimeZone } from '../../base/time-zone.ts';

/** A tour on every working day of four years; above it something is wrong with the file. */
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

/** A round as it is written, checked field by field. */
export type RotaFile = v.InferOutput<typeof namedRound>;

/** Reads what came from outside. Refuses with all wrong fields at once, each with the id of its row as the value `row`. */
export function readRotaFile(input: unknown): RotaFile {
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
