import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { dealMentors } from '#lib/shifts/day/mentor-load.ts';
import { planDays, type RoundDays } from '#lib/shifts/plan-days.ts';
import { RoundChangeForm, RoundForm } from '#lib/shifts/shift-forms.ts';
import { MAX_ROUND_DAYS, tourUid, type RoundId } from '#lib/shifts/shift.ts';
import { tourDays, tourSpanOf } from '#lib/shifts/tour.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { tellAgain } from '../feeds/entry-commands.ts';
import { holdTimeZone, readWorkCalendar } from '../organisation/commands.ts';
import { requireNotPast } from '../past-days.ts';
import { deleteDraft } from './rota/rota-store.ts';
import { deleteWishes } from './rota/wish-store.ts';
import { requireFreeMentors } from './free-mentors.ts';
import * as store from './store.ts';
import * as tourStore from './tour-store.ts';
import { findRound, insertRound, type RoundRow, updateRound } from './round-store.ts';
import { newTour } from './new-tour.ts';

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
  const tours = await tourStore.listTours(trx);
  const days = await tourStore.listTourDays(
    trx,
    tours.map(({ id }) => id),
  );
  for (const { id, startsAt, endsAt, startsAtMs } of tours) {
    const before = (days.get(id) ?? []).map(({ day }) => day);
    const after = tourDays({ days: before, startsAt, endsAt }, timeZone);
    const span = tourSpanOf(after);
    if (span.startsAtMs === startsAtMs) continue;
    await tourStore.setTourMoments(trx, { id, days: after, ...span });
    moved.push(tourUid(id));
  }
  await tellAgain(context, trx, { uids: moved });
}

/** Plans a round: tours of so many of its working days each [SH1], looked after by mentors [SH5]. */
export async function planRound(context: Context, actor: Actor, input: unknown): Promise<RoundId> {
  requirePerson(actor, 'shift.manage');
  const { id: createdBy } = actor;
  const { keepsPast, mentorIds, ...form } = parseInput(RoundForm, input);
  requireNotPast(context, { keepsPast }, 'endsOn', form.endsOn);
  const id = newId<'round'>();
  await context.database.transaction(async (trx) => {
    const timeZone = await holdTimeZone(context, trx);
    const calendar = await readWorkCalendar(context, trx);
    const tours = requireDays(planDays(form, calendar), form.spanDays).map((days) =>
      newTour({ ...form, id: newId<'tour'>(), roundId: id, days }, timeZone),
    );
    await requireFreeMentors(trx, mentorIds, tours);
    const dealt = dealMentors(mentorIds, {
      ...{ tours: tours.length, needed: form.mentorsNeeded, cap: form.mentorCap },
    });
    if (!dealt) {
      const values = { limit: form.mentorCap ?? 0, n: tours.length };
      throw new AppError('invalid', {
        issues: [{ path: 'mentorCap', message: 'shifts.day.mentorsTooFew', values }],
      });
    }
    const atMs = context.clock();
    await insertRound(trx, { ...form, id, createdBy, createdAtMs: atMs });
    await tourStore.insertTours(trx, tours);
    for (const [i, { id: tourId }] of tours.entries())
      await tourStore.insertMentors(trx, [tourId], dealt[i] ?? []);
    await recordAudit(trx, { atMs, actor, action: 'round.plan', subject: { kind: 'round', id } });
  });
  context.bus.tell({ kind: 'round', id, action: 'plan' });
  return id;
}

/** The days of each tour of a round, refused where there are none or more than one can plan [SH1] [SH16]. */
export function requireDays(
  { tours, days, flagged, leftOver, isTooLong }: RoundDays,
  spanDays: number,
): string[][] {
  if (isTooLong || days.length > MAX_ROUND_DAYS) {
    const values = { limit: MAX_ROUND_DAYS };
    throw new AppError('invalid', { issues: [{ path: 'endsOn', message: 'shifts.tooLong', values }] });
  }
  if (tours.length > 0) return tours;
  if (leftOver.length > 0) {
    const values = { limit: spanDays };
    throw new AppError('invalid', { issues: [{ path: 'spanDays', message: 'shifts.weekTooShort', values }] });
  }
  const message = flagged.length > 0 ? 'shifts.nothingLeft' : 'shifts.noWorkingDay';
  throw new AppError('invalid', { issues: [{ path: 'endsOn', message }] });
}

/** How seats are given is decided until somebody has one, or a rota is published [SH30]. */
async function requireModeOpen(trx: Queries, { id, rotaPublishedAtMs }: RoundRow): Promise<void> {
  const hasSeats = (await store.listSignUps(trx, id)).length > 0;
  if (hasSeats || rotaPublishedAtMs !== null) throw new AppError('conflict', { reason: 'rota.modeStands' });
}

/** A round that gives its seats to who comes first has no answers and no draft. */
async function forgetAnswers(trx: Queries, roundId: string): Promise<void> {
  await deleteWishes(trx, roundId);
  await deleteDraft(trx, roundId);
}

/** Changes what a round is for, and when one signs up and leaves [SH21]. */
export async function changeRound(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'shift.manage');
  const { roundId, ...form } = parseInput(RoundChangeForm, input);
  await context.database.transaction(async (trx) => {
    const round = await findRound(trx, roundId);
    if (!round) throw new AppError('not-found');
    if (form.mode !== round.mode) await requireModeOpen(trx, round);
    if (form.mode === 'first') await forgetAnswers(trx, round.id);
    if (!(await updateRound(trx, { ...form, id: round.id }))) throw new AppError('stale', { current: round });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'round.change',
      subject: { kind: 'round', id: round.id },
    });
  });
  context.bus.tell({ kind: 'round', id: roundId, action: 'change' });
}
