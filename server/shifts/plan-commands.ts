import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { planDays, type RoundDays } from '#lib/shifts/plan-days.ts';
import { RoundForm } from '#lib/shifts/shift-forms.ts';
import { MAX_ROUND_DAYS, overlap, startOfTourMs, tourUid, type RoundId } from '#lib/shifts/shift.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { tellAgain } from '../feeds/entry-commands.ts';
import { holdTimeZone, readWorkCalendar } from '../organisation/commands.ts';
import { requireNotPast } from '../past-days.ts';
import { findPerson, holdPerson } from '../people/store.ts';
import * as heldStore from './held-store.ts';
import * as store from './store.ts';
import * as zoneStore from './zone-store.ts';

/**
 * The organisation's clock was set to another zone: hours stay what they say on the wall, so that the moments of
 * the tours move [SH15], and whoever was mailed one is mailed it again. Part of the transaction that sets it.
 */
export async function setTourZone(
  context: Pick<Context, 'clock' | 'mail'>,
  trx: Queries,
  timeZone: string,
): Promise<void> {
  const moved: string[] = [];
  for (const { id, day, startsAt, startsAtMs } of await zoneStore.listTourHours(trx)) {
    const movedMs = startOfTourMs(day, startsAt, timeZone);
    if (movedMs === startsAtMs) continue;
    await zoneStore.setTourStart(trx, id, movedMs);
    moved.push(tourUid(id));
  }
  await tellAgain(context, trx, { uids: moved });
}

/** Plans a round: one tour for each working day [SH1], with one or two mentors [SH5]. */
export async function planRound(context: Context, actor: Actor, input: unknown): Promise<RoundId> {
  requirePerson(actor, 'shift.manage');
  const { id: createdBy } = actor;
  const { keepsPast, onDaysOff, inSeasons, ...form } = parseInput(RoundForm, input);
  requireNotPast(context, { keepsPast }, 'endsOn', form.endsOn);
  const id = newId<'round'>();
  await context.database.transaction(async (trx) => {
    const timeZone = await holdTimeZone(context, trx);
    const calendar = await readWorkCalendar(context, trx);
    const tours = requireDays(planDays({ ...form, onDaysOff, inSeasons }, calendar)).map((day) => ({
      id: newId<'tour'>(),
      roundId: id,
      day,
      startsAtMs: startOfTourMs(day, form.startsAt, timeZone),
      places: form.places,
      taken: 0,
    }));
    await requireFreeMentors(trx, form, tours);
    const atMs = context.clock();
    await store.insertRound(trx, { ...form, id, createdBy, createdAtMs: atMs, tours });
    await recordAudit(trx, { atMs, actor, action: 'round.plan', subject: { kind: 'round', id } });
  });
  context.bus.tell({ kind: 'round', id, action: 'plan' });
  return id;
}

/** The days of a round, refused where there are none or more than one can plan [SH1] [SH16]. */
function requireDays({ days, flagged }: RoundDays): string[] {
  if (days.length > MAX_ROUND_DAYS) {
    const values = { limit: MAX_ROUND_DAYS };
    throw new AppError('invalid', { issues: [{ path: 'endsOn', message: 'shifts.tooLong', values }] });
  }
  if (days.length > 0) return days;
  const message = flagged.length > 0 ? 'shifts.nothingLeft' : 'shifts.noWorkingDay';
  throw new AppError('invalid', { issues: [{ path: 'endsOn', message }] });
}

/** A mentor is with one round at a time [SH10]. */
async function requireFreeMentors(
  trx: Queries,
  form: { mentorIds: readonly string[]; startsAt: string; endsAt: string },
  tours: readonly { day: string }[],
): Promise<void> {
  // In one order, so that two plans at once do not wait for each other.
  for (const mentorId of form.mentorIds.toSorted()) {
    await holdPerson(trx, mentorId);
    const held = await heldStore.listHeldShifts(trx, mentorId);
    const clash = held.find((other) =>
      tours.some(({ day }) => overlap({ day, startsAt: form.startsAt, endsAt: form.endsAt }, other)),
    );
    if (!clash) continue;
    const mentor = await findPerson(trx, { id: mentorId });
    throw new AppError('conflict', {
      reason: 'shifts.mentorBusy',
      values: { name: mentor?.name ?? '', title: clash.roundTitle },
    });
  }
}
