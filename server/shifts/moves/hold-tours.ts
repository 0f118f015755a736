import { AppError } from '#lib/base/errors.ts';
import type { Queries } from '../../database/engine.ts';
import { holdPerson } from '../../people/store.ts';
import { listLine, listSeated } from '../seats/waiting-store.ts';
import { listWilling } from '../rota/wish-store.ts';
import { holdTour, listMentorsOf, type TourRow } from '../tour-store.ts';

/** Everybody whom a tour is about; `willing` are those who would serve on it, as long as its round has no rota yet. */
export interface TourPeople {
  seated: readonly string[];
  waiting: readonly string[];
  mentors: readonly string[];
  willing: readonly string[];
}

export async function listTourPeople(trx: Queries, tourId: string): Promise<TourPeople> {
  return {
    seated: (await listSeated(trx, tourId)).map(({ personId }) => personId),
    waiting: (await listLine(trx, tourId)).map(({ personId }) => personId),
    mentors: (await listMentorsOf(trx, [tourId])).map(({ id }) => id),
    willing: await listWilling(trx, tourId),
  };
}

/**
 * Tours with everybody on them, and others besides, for the rest of the transaction: people first, each kind in one
 * order, as everywhere, or two who wait for each other would wait for ever. Refused where somebody came to a tour in
 * between: the next press sees them.
 */
export async function holdTours(
  trx: Queries,
  tourIds: readonly string[],
  besides: readonly string[] = [],
): Promise<TourRow[]> {
  const held = new Set(besides);
  for (const id of tourIds) for (const personId of await everybodyOn(trx, id)) held.add(personId);
  for (const id of [...held].toSorted()) await holdPerson(trx, id);
  const tours: TourRow[] = [];
  for (const id of tourIds.toSorted()) {
    const tour = await holdTour(trx, id);
    if (!tour) throw new AppError('not-found');
    tours.push(tour);
  }
  for (const id of tourIds)
    if ((await everybodyOn(trx, id)).some((personId) => !held.has(personId)))
      throw new AppError('conflict', { reason: 'shifts.move.justCame' });
  return tours;
}

async function everybodyOn(trx: Queries, tourId: string): Promise<string[]> {
  const { seated, waiting, mentors } = await listTourPeople(trx, tourId);
  return [...seated, ...waiting, ...mentors];
}
