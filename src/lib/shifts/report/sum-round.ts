import { servedShare, type AttendanceWords } from '../day/attendance.ts';
import type { TourDay } from '../tour.ts';

/** A tour with its days. */
export interface TourOfReport {
  id: string;
  places: number;
  taken: number;
  days: readonly TourDay[];
}

/** Somebody's seat on a tour, with what was said of it. */
export interface SeatOfReport extends AttendanceWords {
  tourId: string;
  personId: string;
}

/** A mentor of a tour, with the days (ISO) on which they said that they could not come. */
export interface MentorOfReport {
  tourId: string;
  personId: string;
  daysOut: readonly string[];
}

/** As everybody could see it beforehand, and as it was said afterwards; the latter null for too few people. */
export interface PlannedAndSaid {
  planned: number;
  said: number | null;
}

/** How many served all of a tour, and how many in part alone. */
export interface ServedSplit {
  wholly: number;
  partly: number;
}

/** What a round came to, by its days that are over [SH85]. */
export interface RoundSums {
  tours: number;
  toursOver: number;
  places: number;
  taken: number;
  /** How many different people were on a tour. */
  people: number;
  /** Null for too few people. */
  served: ServedSplit | null;
  days: PlannedAndSaid;
  hours: PlannedAndSaid;
  mentors: number;
  mentorDays: PlannedAndSaid;
  mentorHours: PlannedAndSaid;
}

/** What somebody did of a round, in one word. */
export type ServedWord = keyof ServedSplit | 'not';

const HOUR_MS = 60 * 60_000;

/** Everybody who was on a tour of which a day is over, with what they did [SH85]. */
export function servedBy(
  tours: readonly TourOfReport[],
  seats: readonly SeatOfReport[],
  nowMs: number,
): ReadonlyMap<string, ServedWord> {
  const over = daysOver(tours, nowMs);
  const best = new Map<string, number>();
  for (const seat of seats)
    if ((over.get(seat.tourId)?.length ?? 0) > 0)
      best.set(seat.personId, Math.max(best.get(seat.personId) ?? 0, servedShare(seat, true)));
  return new Map(
    [...best].map(([id, share]) => [id, share === 1 ? 'wholly' : share > 0 ? 'partly' : 'not'] as const),
  );
}

export function splitOf(words: Iterable<ServedWord>): ServedSplit {
  const all = [...words];
  const count = (word: ServedWord): number => all.filter((each) => each === word).length;
  return { wholly: count('wholly'), partly: count('partly') };
}

/**
 * Sums up a round by its days that are over [SH85]. Hours are those that passed, so that a night of a clock change
 * has its own length. What follows from attendance is null for fewer people than the smallest group [SH86].
 */
export function sumRound(
  {
    tours,
    seats,
    mentors,
  }: {
    tours: readonly TourOfReport[];
    seats: readonly SeatOfReport[];
    mentors: readonly MentorOfReport[];
  },
  nowMs: number,
  smallest: number,
): RoundSums {
  const over = daysOver(tours, nowMs);
  const served = servedBy(tours, seats, nowMs);
  const guests = seats.flatMap((seat) =>
    (over.get(seat.tourId) ?? []).map((day) => ({ ...lengthOf(day), share: servedShare(seat, true) })),
  );
  const care = mentors.flatMap(({ tourId, daysOut }) =>
    (over.get(tourId) ?? []).map((day) => ({ ...lengthOf(day), share: daysOut.includes(day.day) ? 0 : 1 })),
  );
  const carers = new Set(
    mentors.filter(({ tourId }) => over.get(tourId)?.length).map(({ personId }) => personId),
  );
  const isShown = served.size >= smallest;
  const areShown = carers.size >= smallest;
  return {
    tours: tours.length,
    toursOver: tours.filter(({ days }) => days.every(({ endsAtMs }) => endsAtMs <= nowMs)).length,
    places: sum(tours.map(({ places }) => places)),
    taken: sum(tours.map(({ taken }) => taken)),
    people: served.size,
    served: isShown ? splitOf(served.values()) : null,
    days: counted(guests, () => 1, isShown),
    hours: counted(guests, ({ hours }) => hours, isShown),
    mentors: carers.size,
    mentorDays: counted(care, () => 1, areShown),
    mentorHours: counted(care, ({ hours }) => hours, areShown),
  };
}

interface SharedDay {
  hours: number;
  share: number;
}

function counted(
  days: readonly SharedDay[],
  weigh: (day: SharedDay) => number,
  isShown: boolean,
): PlannedAndSaid {
  return {
    planned: sum(days.map(weigh)),
    said: isShown ? sum(days.map((day) => weigh(day) * day.share)) : null,
  };
}

function daysOver(tours: readonly TourOfReport[], nowMs: number): ReadonlyMap<string, readonly TourDay[]> {
  return new Map(tours.map(({ id, days }) => [id, days.filter(({ endsAtMs }) => endsAtMs <= nowMs)]));
}

const lengthOf = ({ startsAtMs, endsAtMs }: TourDay): { hours: number } => ({
  hours: (endsAtMs - startsAtMs) / HOUR_MS,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
