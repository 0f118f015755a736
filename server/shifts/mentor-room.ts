import { AppError } from '#lib/base/errors.ts';
import type { Queries } from '../database/engine.ts';
import { findPerson } from '../people/store.ts';
import { findRound } from './round-store.ts';
import { listMentors } from './tour-store.ts';

/**
 * Nobody looks after more tours of a round than it says, these tours included [SH68]. Whoever looks after one of these
 * already is not counted for it again.
 */
export async function requireMentorRoom(
  trx: Queries,
  roundId: string,
  mentorIds: readonly string[],
  tourIds: readonly string[],
): Promise<void> {
  const cap = (await findRound(trx, roundId))?.mentorCap ?? null;
  if (cap === null) return;
  const mentors = await listMentors(trx, roundId);
  for (const id of mentorIds) {
    const others = mentors.filter((mentor) => mentor.id === id && !tourIds.includes(mentor.tourId));
    const isNew = tourIds.some((tourId) => !mentors.some((each) => each.id === id && each.tourId === tourId));
    if (!isNew || others.length + tourIds.length <= cap) continue;
    const mentor = await findPerson(trx, { id });
    throw new AppError('conflict', {
      reason: 'shifts.day.mentorFull',
      values: { name: mentor?.name ?? '', limit: cap },
    });
  }
}
