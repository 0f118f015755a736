import type { RoundFile } from './random-round.ts';

/** The goals of a rota, as numbers in their order. */
export type Totals = readonly number[];

/**
 * The best totals among all rotas of a small round, by trying each: a second reading of the rules, which shares
 * no line with the first. Undefined when no rota keeps them.
 */
export function bruteForce(round: RoundFile): Totals | undefined {
  const options = round.people.map((person) =>
    subsets(round.tours).filter((own) => suits(round, person, own)),
  );
  let best: Totals | undefined;
  const visit = (chosen: RoundFile['tours'][]): void => {
    const own = options[chosen.length];
    if (own) for (const option of own) visit([...chosen, option]);
    else if (fits(round, chosen)) {
      const totals = totalsOf(round, chosen);
      if (!best || isBefore(totals, best)) best = totals;
    }
  };
  visit([]);
  return best;
}

/** The totals of a rota that is given by ids. */
export function totalsOfPairs(round: RoundFile, pairs: readonly { person: string; tour: string }[]): Totals {
  return totalsOf(
    round,
    round.people.map(({ id }) =>
      round.tours.filter((tour) => pairs.some((pair) => pair.person === id && pair.tour === tour.id)),
    ),
  );
}

function totalsOf(round: RoundFile, chosen: readonly RoundFile['tours'][]): Totals {
  const { people, tours, published } = round;
  const seats = tours.reduce((sum, tour) => sum + tour.seats, 0);
  const served = people.reduce((sum, { history }) => sum + history, 0);
  const mean = people.reduce((sum, { weight = 1 }) => sum + weight, 0) / people.length;
  let [unfilled, deviation, preference] = [0, 0, 0];
  for (const tour of tours) {
    const there = people.filter((_, i) => chosen[i]?.includes(tour));
    unfilled += tour.seats - there.length;
    for (const [scope, minimum] of Object.entries(tour.scopes ?? {}))
      unfilled += Math.max(
        0,
        minimum - there.filter(({ scopes }) => !scopes || scopes.includes(scope)).length,
      );
  }
  for (const [i, { history, weight = 1, preferences }] of people.entries()) {
    const target = (((served + seats) / people.length) * weight) / mean;
    deviation += (history + (chosen[i]?.length ?? 0) - target) ** 2;
    for (const { id } of chosen[i] ?? []) preference += preferences[id] ?? 2;
  }
  const was = new Set(published?.map(({ person, tour }) => `${person} ${tour}`));
  const is = new Set(people.flatMap(({ id }, i) => (chosen[i] ?? []).map((tour) => `${id} ${tour.id}`)));
  const rounded = Math.round(deviation * 1e6) / 1e6;
  if (!published) return [unfilled, rounded, preference];
  return [unfilled, was.symmetricDifference(is).size, rounded, preference];
}

function isBefore(one: Totals, other: Totals): boolean {
  const i = one.findIndex((value, at) => value !== other[at]);
  return i >= 0 && (one[i] ?? 0) < (other[i] ?? 0);
}

function subsets<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: 2 ** items.length }, (_, mask) => items.filter((_, i) => mask & (1 << i)));
}

/** What one person can have, whatever the others do. */
function suits(
  { zone = 'Europe/Warsaw' }: RoundFile,
  { unavailable, maxTours = 1, locked = [] }: RoundFile['people'][number],
  own: RoundFile['tours'],
): boolean {
  const at = (wall: string): number =>
    Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
  const ids = own.map(({ id }) => id);
  if (ids.length > maxTours || ids.some((id) => unavailable.includes(id))) return false;
  if (!locked.every((id) => ids.includes(id))) return false;
  return own.every((one, i) =>
    own.slice(i + 1).every((other) => {
      const [first, second] = at(one.start) <= at(other.start) ? [one, other] : [other, one];
      return (at(second.start) - at(first.end)) / 3_600_000 >= 11;
    }),
  );
}

/** What the tours allow. */
function fits({ tours, people }: RoundFile, chosen: readonly RoundFile['tours'][]): boolean {
  return tours.every((tour) => {
    const there = people.filter((_, i) => chosen[i]?.includes(tour));
    const departments = Map.groupBy(there, ({ department }) => department);
    const most = Math.max(0, ...[...departments].map(([name, those]) => (name === null ? 0 : those.length)));
    return there.length <= tour.seats && most <= (tour.departmentCap ?? Infinity);
  });
}
