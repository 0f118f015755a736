import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { attendanceOf } from '#lib/shifts/day/attendance.ts';
import { AttendanceForm } from '#lib/shifts/day/day-forms.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, finishNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { listActiveLeads } from '../../people/lead-store.ts';
import { holdTour, type TourRow } from '../tour-store.ts';
import { readTourAtWork, requireGuestOrMentor, tellDay } from './at-tour.ts';
import { listAttendance, setAttendance } from './attendance-store.ts';

/** Whoever served, or a mentor of theirs, says whether they did: all of it, in part, or not [SH64]. */
export async function sayAttendance(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, personId, attendance } = parseInput(AttendanceForm, input);
  const { tour, tell } = await context.database.transaction(async (trx) => {
    if (!(await holdTour(trx, tourId))) throw new AppError('not-found');
    const atWork = await readTourAtWork(context, trx, tourId);
    requireGuestOrMentor(atWork, { personId, actorId: actor.id });
    if (atWork.tour.startsAtMs > context.clock())
      throw new AppError('conflict', { reason: 'shifts.day.notYet' });
    const before = (await listAttendance(trx, tourId)).find((row) => row.personId === personId);
    if (before && before.settled !== null) throw new AppError('conflict', { reason: 'shifts.day.settled' });
    const seat = { tourId, personId };
    const isOwn = actor.id === personId;
    await setAttendance(trx, seat, isOwn ? { own: attendance } : { mentor: attendance, mentor_id: actor.id });
    const after = (await listAttendance(trx, tourId)).find((row) => row.personId === personId);
    const isOpen = after !== undefined && attendanceOf(after) === 'open';
    const tell = isOpen
      ? await askLeads(context, trx, atWork.tour, { personId, byId: actor.id })
      : await finishAskingLeads(context, trx, atWork.tour, personId);
    return { tour: atWork.tour, tell };
  });
  tell();
  tellDay(context, tour);
}

/** Whoever plans rounds and said neither of two words that differ settles which holds [SH64]. */
export async function settleAttendance(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  const { tourId, personId, attendance } = parseInput(AttendanceForm, input);
  const { tour, tell } = await context.database.transaction(async (trx) => {
    const tour = await holdTour(trx, tourId);
    const said = (await listAttendance(trx, tourId)).find((row) => row.personId === personId);
    if (!tour || !said) throw new AppError('not-found');
    if (attendanceOf(said) !== 'open') throw new AppError('conflict', { reason: 'shifts.day.settled' });
    if (actor.id === personId || actor.id === said.mentorId)
      throw new AppError('forbidden', { reason: 'shifts.day.settlesOther' });
    await setAttendance(trx, { tourId, personId }, { settled: attendance, settled_by: actor.id });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'shift.settle',
      subject: { kind: 'shift', id: tourId },
      whom: [personId],
    });
    return { tour, tell: await finishAskingLeads(context, trx, tour, personId) };
  });
  tell();
  tellDay(context, tour);
}

async function askLeads(
  context: Context,
  trx: Queries,
  tour: TourRow,
  { personId, byId }: { personId: string; byId: string },
): Promise<TellInboxes> {
  const leads = await listActiveLeads(trx);
  return addNotices(
    context,
    trx,
    leads.map((leadId) => ({
      personId: leadId,
      kind: 'shift.differs' as const,
      subject: { kind: 'round' as const, id: tour.roundId },
      occasion: `${tour.id} ${personId}`,
      byId,
      values: { tourId: tour.id, day: tour.day, startsAt: tour.startsAt, endsAt: tour.endsAt },
    })),
  );
}

function finishAskingLeads(
  context: Context,
  trx: Queries,
  tour: TourRow,
  personId: string,
): Promise<TellInboxes> {
  return finishNotices(context, trx, {
    subject: { kind: 'round', id: tour.roundId },
    kinds: ['shift.differs'],
    occasion: `${tour.id} ${personId}`,
  });
}
