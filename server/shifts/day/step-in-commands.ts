import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { GuestForm } from '#lib/shifts/day/day-forms.ts';
import { daysLeft } from '#lib/shifts/day/tour-start.ts';
import { MAX_MENTORS } from '#lib/shifts/shift.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { addNotices } from '../../notify/notice-commands.ts';
import { findPerson, holdPerson } from '../../people/store.ts';
import { requireFreeMentors, requireNotGuests } from '../free-mentors.ts';
import { requireMentorRoom } from '../mentor-room.ts';
import { holdTour, insertMentors, listMentorsOf, listTourDays, raiseTourVersion } from '../tour-store.ts';
import { tellDay } from './at-tour.ts';

/**
 * Puts one more mentor on a tour that is not over, who is told at once. Whether they agree they say by ticking that they
 * are there: until then nothing starts by them [SH60].
 */
export async function stepIn(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  const { tourId, personId } = parseInput(GuestForm, input);
  const { tour, tell } = await context.database.transaction(async (trx) => {
    await holdPerson(trx, personId);
    const tour = await holdTour(trx, tourId);
    const person = await findPerson(trx, { id: personId });
    if (!tour || !person?.roles.includes('mentor')) throw new AppError('not-found');
    const nowMs = context.clock();
    if (tour.endsAtMs <= nowMs) throw new AppError('read-only', { reason: 'shifts.over' });
    const mentors = await listMentorsOf(trx, [tourId]);
    if (mentors.some(({ id }) => id === personId))
      throw new AppError('conflict', { reason: 'shifts.day.mentorAlready' });
    if (mentors.length >= MAX_MENTORS)
      throw new AppError('conflict', { reason: 'shifts.mentorsTooMany', values: { limit: MAX_MENTORS } });
    const days = daysLeft((await listTourDays(trx, [tourId])).get(tourId) ?? [], nowMs);
    await requireFreeMentors(trx, [personId], [{ id: tour.id, days }]);
    await requireNotGuests(trx, tourId, [personId]);
    await requireMentorRoom(trx, tour.roundId, [personId], [tour.id]);
    await insertMentors(trx, [tourId], [personId]);
    await raiseTourVersion(trx, tourId);
    await recordAudit(trx, {
      atMs: nowMs,
      actor,
      action: 'shift.stepIn',
      subject: { kind: 'shift', id: tourId },
      whom: [personId],
    });
    const tell = await addNotices(context, trx, [
      {
        personId,
        kind: 'shift.stepIn',
        subject: { kind: 'round', id: tour.roundId },
        occasion: tourId,
        byId: actor.id,
        values: { tourId, day: days[0]?.day ?? tour.day, startsAt: tour.startsAt, endsAt: tour.endsAt },
      },
    ]);
    return { tour, tell };
  });
  tell();
  context.bus.tell({ kind: 'round', id: tour.roundId, action: 'change' });
  tellDay(context, tour);
}
