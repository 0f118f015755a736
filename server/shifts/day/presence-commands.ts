import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { PresenceForm } from '#lib/shifts/day/day-forms.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { finishNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { requireConfirmed } from '../programme/confirm-commands.ts';
import { holdTour } from '../tour-store.ts';
import { settleQuestions } from '../asking/settle-questions.ts';
import { readTourAtWork, requireMentor, tellDay } from './at-tour.ts';
import { notePresence } from './presence-store.ts';

/** A mentor says that they are there, or are not after all, on a day of the tour [SH60]. */
export async function sayPresence(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, isThere } = parseInput(PresenceForm, input);
  const { tour, tells } = await context.database.transaction(async (trx) => {
    if (!(await holdTour(trx, tourId))) throw new AppError('not-found');
    const before = await readTourAtWork(context, trx, tourId);
    requireMentor(before, actor.id);
    const { tour, day } = before;
    const nowMs = context.clock();
    if (before.standing === 'over') throw new AppError('read-only', { reason: 'shifts.over' });
    if (day.day > dayAt(nowMs, context.settings.timeZone))
      throw new AppError('conflict', { reason: 'shifts.day.notYet' });
    if (isThere) await requireConfirmed(trx, actor.id, actor.id);
    await notePresence(trx, tourId, { personId: actor.id, day: day.day, isThere, saidAtMs: nowMs });
    const after = await readTourAtWork(context, trx, tourId);
    const settled = await settleQuestions(context, trx, tourId);
    return { tour, tells: [await finishUnstarted(context, trx, after), settled.tell] };
  });
  for (const tell of tells) tell();
  tellDay(context, tour);
}

/** As soon as enough mentors are there nobody has to look for one. */
async function finishUnstarted(
  context: Context,
  trx: Parameters<typeof finishNotices>[1],
  { tour, day, standing }: Awaited<ReturnType<typeof readTourAtWork>>,
): Promise<TellInboxes> {
  if (standing !== 'started') return () => undefined;
  return finishNotices(context, trx, {
    subject: { kind: 'round', id: tour.roundId },
    kinds: ['shift.unstarted'],
    occasion: `${tour.id} ${day.day}`,
  });
}
