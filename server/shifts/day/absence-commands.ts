import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { GuestForm } from '#lib/shifts/day/day-forms.ts';
import { mayNotCome } from '#lib/shifts/day/tour-start.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, type NewNotice, type TellInboxes } from '../../notify/notice-commands.ts';
import { listActiveLeads } from '../../people/lead-store.ts';
import { settleQuestions } from '../asking/settle-questions.ts';
import { freeSeat } from '../seats/seat-commands.ts';
import { holdClaim } from '../seats/take-place.ts';
import { deleteSignUp } from '../store.ts';
import { endSwapsOf } from '../swaps/end-swaps.ts';
import type { TourRow } from '../tour-store.ts';
import { readTourAtWork, tellDay, type TourAtWork } from './at-tour.ts';
import { setAttendance } from './attendance-store.ts';
import { listTicks } from './checklist-store.ts';
import { notePresence } from './presence-store.ts';
import { listTickets } from './ticket-store.ts';

const OwnTour = v.object({ tourId: v.string() });

/** Somebody says that they cannot come, as guest or as mentor, from the day before on and without a reason [SH66]. */
export async function cannotCome(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId } = parseInput(OwnTour, input);
  await noteAbsence(context, actor, { tourId, personId: actor.id });
}

/** Whoever plans rounds says it for somebody, who is told [SH66]. */
export async function sayCannotCome(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  await noteAbsence(context, actor, parseInput(GuestForm, input));
}

/**
 * Notes that somebody is not there. The seat of who has not begun comes free as when they leave; of who has, what they
 * did stays theirs and counts in part. A mentor stays the tour's, and is not there on this day. Why is asked of nobody.
 */
async function noteAbsence(
  context: Context,
  actor: Extract<Actor, { kind: 'person' }>,
  { tourId, personId }: { tourId: string; personId: string },
): Promise<void> {
  const { tour, tells } = await context.database.transaction(async (trx) => {
    const tour = await holdClaim(trx, { tourId, personId });
    const nowMs = context.clock();
    const today = dayAt(nowMs, context.settings.timeZone);
    if (!mayNotCome(tour, { today, nowMs }))
      throw new AppError('conflict', {
        reason: nowMs < tour.startsAtMs ? 'shifts.day.leaves' : 'shifts.over',
      });
    const atWork = await readTourAtWork(context, trx, tourId);
    const isMentor = atWork.mentors.some(({ id }) => id === personId);
    const isGuest = atWork.guests.some((guest) => guest.personId === personId);
    if (!isMentor && !isGuest) throw new AppError('not-found');
    const tells = [await tellAbsence(context, trx, atWork, { personId, byId: actor.id, isMentor })];
    await notePresence(trx, tourId, { personId, day: atWork.day.day, isThere: false, saidAtMs: nowMs });
    if (isGuest) tells.push(await endShift(context, trx, tour, { actor, personId, today }));
    tells.push((await settleQuestions(context, trx, tourId)).tell);
    return { tour, tells };
  });
  for (const tell of tells) tell();
  tellDay(context, tour);
}

async function endShift(
  context: Context,
  trx: Queries,
  tour: TourRow,
  { actor, personId, today }: { actor: Extract<Actor, { kind: 'person' }>; personId: string; today: string },
): Promise<TellInboxes> {
  const isTheirs = (row: { personId: string }): boolean => row.personId === personId;
  // What a mentor ticked for somebody, or was ticked ahead, does not make a shift of who never began it [SH114].
  const hasBegun =
    today > tour.day ||
    (tour.startsAtMs <= context.clock() &&
      ((await listTicks(trx, tour.id)).some((tick) => isTheirs(tick) && tick.byId === personId) ||
        (await listTickets(trx, tour.id)).some(isTheirs)));
  if (hasBegun) {
    const seat = { tourId: tour.id, personId };
    const isOwn = actor.id === personId;
    await setAttendance(trx, seat, isOwn ? { own: 'partly' } : { mentor: 'partly', mentor_id: actor.id });
    return () => undefined;
  }
  const endedSwaps = await endSwapsOf(context, trx, tour, personId);
  await deleteSignUp(trx, tour.id, personId);
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: 'shift.leave',
    subject: { kind: 'shift', id: tour.id },
    ...(actor.id !== personId && { whom: [personId] }),
  });
  const freed = await freeSeat(context, trx, tour, personId);
  return () => {
    endedSwaps();
    freed();
  };
}

/** The leads and the mentors of the tour hear of it, and the person where somebody else said it. */
async function tellAbsence(
  context: Context,
  trx: Queries,
  { tour, day, mentors }: TourAtWork,
  { personId, byId, isMentor }: { personId: string; byId: string; isMentor: boolean },
): Promise<TellInboxes> {
  const about = {
    subject: { kind: 'round' as const, id: tour.roundId },
    occasion: `${tour.id} ${personId} ${day.day}`,
    byId,
    values: { tourId: tour.id, day: day.day, startsAt: tour.startsAt, endsAt: tour.endsAt },
  };
  const told = new Set([...(await listActiveLeads(trx)), ...mentors.map(({ id }) => id)]);
  told.delete(personId);
  const kind = isMentor ? ('shift.mentorOut' as const) : ('shift.guestOut' as const);
  const notices: NewNotice[] = [...told].map((id) => ({ ...about, personId: id, kind }));
  if (byId !== personId) notices.push({ ...about, personId, kind: 'shift.saidOut' });
  return addNotices(context, trx, notices);
}
