import { AppError } from '#lib/base/errors.ts';
import { doClash } from '#lib/shifts/tour.ts';
import type { Queries } from '../database/engine.ts';
import { areActive, findPerson, holdPerson } from '../people/store.ts';
import { listHeldDays } from './held-store.ts';
import { listLine, listSeated } from './seats/waiting-store.ts';
import type { NewTour } from './tour-store.ts';

/** Mentors of these tours are people who can be there: a mentor is at one place at a time [SH10]. */
export async function requireFreeMentors(
  trx: Queries,
  mentorIds: readonly string[],
  tours: readonly Pick<NewTour, 'id' | 'days'>[],
): Promise<void> {
  if (mentorIds.length === 0) return;
  const active = await areActive(trx, mentorIds);
  if (mentorIds.some((id) => !active.has(id)))
    throw new AppError('invalid', { issues: [{ path: 'mentorIds', message: 'shifts.mentorUnknown' }] });
  const meant = new Set<string>(tours.map(({ id }) => id));
  const days = tours.flatMap((tour) => tour.days);
  // In one order, so that two plans at once do not wait for each other.
  for (const mentorId of mentorIds.toSorted()) {
    await holdPerson(trx, mentorId);
    const held = (await listHeldDays(trx, mentorId)).filter(({ tourId }) => !meant.has(tourId));
    const clash = held.find((other) => doClash(days, [other]));
    if (!clash) continue;
    const mentor = await findPerson(trx, { id: mentorId });
    throw new AppError('conflict', {
      reason: 'shifts.mentorBusy',
      values: { name: mentor?.name ?? '', title: clash.roundTitle },
    });
  }
}

/** Nobody looks after a tour on which they are themselves [SH5]. */
export async function requireNotGuests(
  trx: Queries,
  tourId: string,
  mentorIds: readonly string[],
): Promise<void> {
  const guests = [...(await listSeated(trx, tourId)), ...(await listLine(trx, tourId))];
  if (!guests.some(({ personId }) => mentorIds.includes(personId))) return;
  throw new AppError('invalid', { issues: [{ path: 'mentorIds', message: 'shifts.mentorIsGuest' }] });
}
