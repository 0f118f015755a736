import { AppError, type FieldIssue } from '../../base/errors.ts';
import { tourSpan } from './rest.ts';
import { MAX_ROTA_CELLS, readRotaFile, type RotaFile } from './rota-file.ts';
import {
  comparePairs,
  NO_PREFERENCE,
  type RotaPair,
  type RotaPerson,
  type RotaRound,
  type RotaTour,
} from './rota.ts';

/**
 * Checks a round that came from outside and brings it into its order. Refuses with everything that is wrong,
 * each by its path (people.3.weight) and the id of its row as the value `row` [RT2].
 */
export function parseRotaRound(input: unknown): RotaRound {
  const file = readRotaFile(input);
  const faults = new RowFaults();
  if (file.people.length * file.tours.length > MAX_ROTA_CELLS)
    faults.refuse('people', 'shifts.rota.tooLarge', { row: '', limit: MAX_ROTA_CELLS });
  faults.throwIfAny();
  const tours = toursOf(file, faults);
  const people = peopleOf(file, placesOf(tours), faults);
  const published = publishedOf(file, placesOf(tours), placesOf(people), faults);
  faults.throwIfAny();
  return { tours, people, published, nearTo: undefined, timeLimitSeconds: file.timeLimitSeconds };
}

/** Faults that a field alone does not have. */
class RowFaults {
  readonly #issues: FieldIssue[] = [];

  refuse(path: string, message: string, values: { row: string; id?: string; limit?: number }): void {
    this.#issues.push({ path, message, values });
  }

  refuseTwice(list: string, rows: readonly { id: string }[]): void {
    const seen = new Set<string>();
    for (const [i, { id }] of rows.entries()) {
      if (seen.has(id)) this.refuse(`${list}.${i}.id`, 'shifts.rota.twice', { row: id, id });
      seen.add(id);
    }
  }

  throwIfAny(): void {
    if (this.#issues.length > 0) throw new AppError('invalid', { issues: this.#issues });
  }
}

function toursOf({ tours, zone }: RotaFile, faults: RowFaults): RotaTour[] {
  const read = tours.map(({ id, start, end, seats, departmentCap, scopes }, i): RotaTour => {
    const span = tourSpan(start, end, zone);
    if (start >= end || span.startMs >= span.endMs)
      faults.refuse(`tours.${i}.end`, 'shifts.rota.endsFirst', { row: id, id });
    const minimums = [...scopes]
      .map(([scope, minimum]) => ({ scope, minimum }))
      .toSorted((one, other) => compareTexts(one.scope, other.scope));
    return { id, ...span, seats, departmentCap: departmentCap ?? undefined, minimums };
  });
  faults.refuseTwice('tours', read);
  return read.toSorted((one, other) => compareTexts(one.id, other.id));
}

function peopleOf(
  { people, tours }: RotaFile,
  places: ReadonlyMap<string, number>,
  faults: RowFaults,
): RotaPerson[] {
  const read = people.map((person, i): RotaPerson => {
    const { id, department, history, weight, maxTours, preferences, unavailable, locked, scopes } = person;
    const known = (field: string, ids: Iterable<string>): number[] =>
      [...new Set(ids)].flatMap((tour) => {
        const place = places.get(tour);
        if (place === undefined)
          faults.refuse(`people.${i}.${field}`, 'shifts.rota.unknownTour', { row: id, id: tour });
        return place ?? [];
      });
    const costs = new Uint8Array(tours.length).fill(NO_PREFERENCE);
    for (const [tour, cost] of preferences)
      for (const place of known('preferences', [tour])) costs[place] = cost;
    const canServe = new Uint8Array(tours.length).fill(1);
    for (const place of known('unavailable', unavailable)) canServe[place] = 0;
    return {
      id,
      department: department ?? null,
      history,
      weight: Math.round(weight * 100),
      maxTours,
      costs,
      canServe,
      locked: known('locked', locked).toSorted((a, b) => a - b),
      scopes: scopes ? new Set(scopes) : undefined,
    };
  });
  faults.refuseTwice('people', read);
  if (read.length > 0 && read.every(({ weight }) => weight === 0))
    faults.refuse('people', 'shifts.rota.noWeight', { row: '' });
  return read.toSorted((one, other) => compareTexts(one.id, other.id));
}

function publishedOf(
  { published }: RotaFile,
  tours: ReadonlyMap<string, number>,
  people: ReadonlyMap<string, number>,
  faults: RowFaults,
): RotaPair[] | undefined {
  const seen = new Set<number>();
  const read = published?.flatMap(({ person: who, tour: where }, i): RotaPair[] => {
    const [person, tour] = [people.get(who), tours.get(where)];
    const refuse = (path: string, message: string, id: string): void =>
      faults.refuse(`published.${i}${path}`, message, { row: who, id });
    if (person === undefined) refuse('.person', 'shifts.rota.unknownPerson', who);
    if (tour === undefined) refuse('.tour', 'shifts.rota.unknownTour', where);
    if (person === undefined || tour === undefined) return [];
    const pair = person * tours.size + tour;
    if (seen.has(pair)) refuse('', 'shifts.rota.twice', who);
    seen.add(pair);
    return [{ person, tour }];
  });
  return read?.toSorted(comparePairs);
}

function placesOf(rows: readonly { id: string }[]): Map<string, number> {
  return new Map(rows.map(({ id }, place) => [id, place]));
}

/** By code units, which are the same in every language. */
function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
