import { clashOf, type TourSpan } from '../rota/rest.ts';
import { comparePairs, NO_PREFERENCE, type RotaPair, type RotaPerson, type RotaRound } from '../rota/rota.ts';
import type { TourHours } from '../tour.ts';
import type { LockKind, TourChoice, RoundWish } from './wish.ts';

/** A tour that has not begun, as the rota knows it. */
export interface AskedTour extends TourHours {
  id: string;
  places: number;
  /** Seats that are offered to somebody who waited: nobody else's to give. */
  offered: number;
  departmentCap: number | null;
  /** What one can take on there. */
  scopes: readonly string[];
}

/** Somebody who said when they would serve, or who has a seat already. */
export interface AskedPerson {
  id: string;
  departmentId: string | null;
  /** Null where they have a seat and said nothing, or not this time. */
  wish: RoundWish | null;
  /** In percent of a full share. */
  share: number;
  /** Tours of other rounds that are over, and of this one that have begun [SH33]. */
  served: number;
  /** Of these, those of this round. */
  servedHere: number;
  /** The tours on which they have a seat. */
  seats: readonly string[];
  /** When they are somewhere else: other shifts, and tours that they look after. */
  held: readonly TourHours[];
  /** The tours of which a day lies in a leave of theirs. */
  away: readonly string[];
}

export interface AskedRound {
  tours: readonly AskedTour[];
  people: readonly AskedPerson[];
  locks: readonly { tourId: string; personId: string; kind: LockKind }[];
  /** Whether people know the rota already: then it changes as little as it can. */
  isPublished: boolean;
  timeLimitSeconds: number;
}

/** A round with its answers as the solver knows it [SH33]. */
export function rotaOfRound({
  tours: asked,
  people: answered,
  locks,
  isPublished,
  timeLimitSeconds,
}: AskedRound): RotaRound {
  const tours = asked.toSorted(byId);
  const people = answered.toSorted(byId);
  const isLocked = (kind: LockKind, personId: string, tourId: string): boolean =>
    locks.some((lock) => lock.kind === kind && lock.personId === personId && lock.tourId === tourId);
  const seats = people.flatMap((person, i): RotaPair[] =>
    tours.flatMap((tour, place) => (person.seats.includes(tour.id) ? [{ person: i, tour: place }] : [])),
  );
  return {
    tours: tours.map(({ id, startsAtMs, endsAtMs, places, offered, departmentCap }) => ({
      ...{ id, startMs: startsAtMs, endMs: endsAtMs, seats: Math.max(0, places - offered) },
      departmentCap: departmentCap ?? undefined,
      minimums: [],
    })),
    people: people.map((person): RotaPerson => {
      const locked = tours.flatMap(({ id }, place) =>
        // A seat that somebody has before anything is published was agreed on with them, and stays.
        isLocked('keep', person.id, id) || (!isPublished && person.seats.includes(id)) ? [place] : [],
      );
      return {
        id: person.id,
        department: person.departmentId,
        history: person.served,
        weight: person.share,
        maxTours: Math.max(
          (person.wish?.maxTours ?? 0) - person.servedHere,
          tours.filter(({ id }) => person.seats.includes(id)).length,
        ),
        costs: Uint8Array.from(tours, ({ id }) => costOf(person.wish?.choices[id])),
        canServe: Uint8Array.from(tours, (tour) =>
          mayServe(person, tour) && !isLocked('off', person.id, tour.id) ? 1 : 0,
        ),
        locked,
        scopes: undefined,
      };
    }),
    published: isPublished ? seats.toSorted(comparePairs) : undefined,
    nearTo: undefined,
    timeLimitSeconds,
  };
}

/** Whether somebody can be on a tour: they said so, or have the seat; and they are nowhere else, and rested. */
function mayServe({ wish, seats, held, away }: AskedPerson, tour: AskedTour): boolean {
  if (away.includes(tour.id)) return false;
  if (held.some((other) => clashOf(toSpan(tour), toSpan(other)) !== undefined)) return false;
  if (seats.includes(tour.id)) return true;
  const choice = wish?.choices[tour.id] ?? 'no';
  return choice !== 'no' && (wish?.scopes.some((scope) => tour.scopes.includes(scope)) ?? false);
}

function costOf(choice: TourChoice | undefined): number {
  return choice === undefined || choice === 'any' || choice === 'no' ? NO_PREFERENCE : Number(choice);
}

function toSpan({ startsAtMs, endsAtMs }: TourHours): TourSpan {
  return { startMs: startsAtMs, endMs: endsAtMs };
}

/** By code units, as the solver has its rows [RT9]. */
function byId(one: { id: string }, other: { id: string }): number {
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}
