import { AppError } from '#lib/base/errors.ts';
import type { MentorOfReport, TourOfReport } from '#lib/shifts/report/sum-round.ts';
import type { Queries } from '../../database/engine.ts';
import { findRound, type RoundRow } from '../round-store.ts';
import { listMentors, listRoundDays, listTours, type MentorRow } from '../tour-store.ts';
import { listDaysOut, listServedSeats, type SeatRow } from './figures-store.ts';

/** Everything about a round that its report counts. */
export interface RoundAsServed {
  round: RoundRow;
  tours: TourOfReport[];
  seats: SeatRow[];
  mentors: (MentorOfReport & Pick<MentorRow, 'name'>)[];
  firstDay: string;
  lastDay: string;
  /** Nothing of it is to come. */
  isOver: boolean;
}

export async function readRound(db: Queries, roundId: string, nowMs: number): Promise<RoundAsServed> {
  const round = await findRound(db, roundId);
  if (!round) throw new AppError('not-found');
  const days = await listRoundDays(db, roundId);
  const tours = await listTours(db, roundId);
  const out = Map.groupBy(await listDaysOut(db, roundId), ({ tourId, personId }) => `${tourId} ${personId}`);
  const mentors = (await listMentors(db, roundId)).map(({ id, name, tourId }) => ({
    ...{ personId: id, name, tourId },
    daysOut: (out.get(`${tourId} ${id}`) ?? []).map(({ day }) => day),
  }));
  const firstDays = tours.map(({ day }) => day).toSorted();
  const lastDays = tours.map(({ lastDay }) => lastDay).toSorted();
  return {
    round,
    tours: tours.map(({ id, places, taken }) => ({ id, places, taken, days: days.get(id) ?? [] })),
    seats: await listServedSeats(db, roundId),
    mentors,
    firstDay: firstDays[0] ?? round.calledOff?.firstDay ?? '',
    lastDay: lastDays.at(-1) ?? round.calledOff?.lastDay ?? '',
    isOver: tours.every(({ endsAtMs }) => endsAtMs <= nowMs),
  };
}

/** Whoever was on a tour of which a day is over, or looked after one; each once, by name. */
export function peopleWhoServed(
  { tours, seats, mentors }: Pick<RoundAsServed, 'tours' | 'seats' | 'mentors'>,
  nowMs: number,
): { guests: { id: string; name: string }[]; mentors: { id: string; name: string }[] } {
  const begun = new Set(
    tours.filter(({ days }) => days.some(({ endsAtMs }) => endsAtMs <= nowMs)).map(({ id }) => id),
  );
  const once = (people: readonly { tourId: string; personId: string; name: string }[]) => [
    ...new Map(
      people
        .filter(({ tourId }) => begun.has(tourId))
        .map(({ personId, name }) => [personId, { id: personId, name }]),
    ).values(),
  ];
  return { guests: once(seats), mentors: once(mentors) };
}
