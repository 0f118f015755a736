import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { daysOffAmong, moveDays } from '#lib/shifts/move-days.ts';
import { MoveAnswerForm, RoundMoveForm, TourDayForm, TourDayMoveForm } from '#lib/shifts/move-forms.ts';
import { MAX_SPAN_DAYS } from '#lib/shifts/shift.ts';
import { daysBetween } from '#lib/base/days.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, finishNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { holdTimeZone, readWorkCalendar } from '../../organisation/commands.ts';
import { requireNotPast } from '../../past-days.ts';
import { newTour } from '../new-tour.ts';
import { freeSeat } from '../seats/seat-commands.ts';
import { endSwapsOf } from '../swaps/end-swaps.ts';
import { holdClaim } from '../seats/take-place.ts';
import * as store from '../store.ts';
import * as tourStore from '../tour-store.ts';
import type { TourRow } from '../tour-store.ts';
import { holdTours } from './hold-tours.ts';
import { moveSeats, type TourMove } from './move-seats.ts';
import { deleteMoved, listMoved, listRoundMoved, type MovedRow } from './move-store.ts';
import { holdRound, raiseVersion } from '../round-store.ts';

/** Calls one day of a tour off, as long as it has not begun [SH103]. */
export async function dropTourDay(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  await changeTourDay(context, actor, { ...parseInput(TourDayForm, input), to: null });
}

/** Moves one day of a tour to another, as long as it has not begun [SH103]. */
export async function moveTourDay(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  const form = parseInput(TourDayMoveForm, input);
  requireNotPast(context, { keepsPast: false }, 'to', form.to);
  await changeTourDay(context, actor, form);
}

async function changeTourDay(
  context: Context,
  actor: Actor & { id: string },
  { tourId, version, day, to }: { tourId: string; version: number; day: string; to: string | null },
): Promise<void> {
  const { roundId, tells } = await context.database.transaction(async (trx) => {
    const timeZone = await holdTimeZone(context, trx);
    const [before] = await holdTours(trx, [tourId]);
    if (!before) throw new AppError('not-found');
    if (before.version !== version) throw new AppError('stale', { current: before });
    const own = (await tourStore.listTourDays(trx, [tourId])).get(tourId) ?? [];
    const meant = own.find((each) => each.day === day);
    if (!meant) throw new AppError('not-found');
    if (meant.startsAtMs <= context.clock()) throw new AppError('read-only', { reason: 'shifts.begun' });
    if (to === null && own.length === 1) throw new AppError('conflict', { reason: 'shifts.move.lastDay' });
    const rest = own.map((each) => each.day).filter((each) => each !== day);
    const days = to === null ? rest : [...new Set([...rest, to])].toSorted();
    requireTourDays(days, { isLonger: to !== null && rest.includes(to) });
    const after = newTour({ ...before, days }, timeZone);
    await tourStore.updateTour(trx, after, version);
    const tells = await moveSeats(context, trx, actor, {
      tour: { ...before, ...after },
      before: { ...before, days: own.map((each) => each.day) },
      after: { ...before, days },
    });
    await auditMove(context, trx, actor, tourId);
    return { roundId: before.roundId, tells };
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'round', id: roundId, action: 'change' });
}

/** The days of a tour lie within a week, and each is there once. */
function requireTourDays(days: readonly string[], { isLonger }: { isLonger: boolean }): void {
  if (isLonger) throw new AppError('invalid', { issues: [{ path: 'to', message: 'shifts.move.dayTwice' }] });
  if (daysBetween(days[0] ?? '', days.at(-1) ?? '') < MAX_SPAN_DAYS) return;
  const values = { limit: MAX_SPAN_DAYS };
  throw new AppError('invalid', { issues: [{ path: 'to', message: 'shifts.tourTooLong', values }] });
}

/**
 * Moves every tour of a round that has not begun by as many days as its first of them goes to another [SH104]; days on
 * which the organisation does not work are named, and taken where they are wanted.
 */
export async function moveRound(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  const { roundId, version, startsOn, onDaysOff } = parseInput(RoundMoveForm, input);
  requireNotPast(context, { keepsPast: false }, 'startsOn', startsOn);
  const { tells } = await context.database.transaction(async (trx) => {
    const timeZone = await holdTimeZone(context, trx);
    const round = await holdRound(trx, roundId);
    if (!round) throw new AppError('not-found');
    if (round.version !== version) throw new AppError('stale', { current: round });
    const coming = (await tourStore.listTours(trx, roundId)).filter(
      ({ startsAtMs }) => startsAtMs > context.clock(),
    );
    const first = coming[0];
    if (!first) throw new AppError('read-only', { reason: 'shifts.move.noneToCome' });
    if (first.day === startsOn)
      throw new AppError('invalid', { issues: [{ path: 'startsOn', message: 'shifts.move.sameDay' }] });
    const held = await holdTours(
      trx,
      coming.map(({ id }) => id),
    );
    const own = await tourStore.listRoundDays(trx, roundId);
    const moves = held.map((tour) => {
      const days = (own.get(tour.id) ?? []).map(({ day }) => day);
      return { tour, before: days, after: moveDays(days, { from: first.day, to: startsOn }) };
    });
    if (!onDaysOff)
      await requireWorked(
        context,
        trx,
        moves.flatMap(({ after }) => after),
      );
    const moved: TourMove[] = [];
    for (const { tour, before, after } of moves) {
      const changed = newTour({ ...tour, days: after }, timeZone);
      if (!(await tourStore.updateTour(trx, changed, tour.version))) throw new AppError('conflict');
      moved.push({
        tour: { ...tour, ...changed },
        before: { ...tour, days: before },
        after: { ...tour, days: after },
      });
    }
    const tells: TellInboxes[] = [];
    for (const each of moved) tells.push(...(await moveSeats(context, trx, actor, each)));
    for (const { tour } of moved) await auditMove(context, trx, actor, tour.id);
    await raiseVersion(trx, round);
    return { tells };
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'round', id: roundId, action: 'change' });
}

async function requireWorked(context: Context, trx: Queries, days: readonly string[]): Promise<void> {
  const off = daysOffAmong(days, await readWorkCalendar(context, trx));
  if (off.length === 0) return;
  const values = { n: off.length };
  throw new AppError('invalid', { issues: [{ path: 'startsOn', message: 'shifts.move.daysOff', values }] });
}

/** Says whether the new time of a tour fits: where it does not, the seat is free again, also after the deadline [SH100]. */
export async function answerMove(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, answer } = parseInput(MoveAnswerForm, input);
  const { tour, tells } = await context.database.transaction(async (trx) => {
    const tour = await holdClaim(trx, { tourId, personId: actor.id });
    const asked = (await listMoved(trx, tourId)).find(({ personId }) => personId === actor.id);
    if (!asked) throw new AppError('not-found');
    if (tour.startsAtMs <= context.clock()) throw new AppError('read-only', { reason: 'shifts.begun' });
    await deleteMoved(trx, tourId, [actor.id]);
    const tells = [
      await finishNotices(context, trx, {
        ...{ subject: { kind: 'round', id: tour.roundId }, kinds: ['shift.moved'] },
        ...{ personId: actor.id, occasion: `${tourId} ${asked.movedAtMs}` },
      }),
    ];
    if (answer === 'unfit') tells.push(...(await stepBack(context, trx, actor, { tour, asked })));
    return { tour, tells };
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'round', id: tour.roundId, action: 'change' });
}

/** Whoever cannot come at the new time is on the tour no longer, and who moved it is told. */
async function stepBack(
  context: Context,
  trx: Queries,
  actor: Actor & { id: string },
  { tour, asked }: { tour: TourRow; asked: MovedRow },
): Promise<TellInboxes[]> {
  const tells: TellInboxes[] = [];
  const atMs = context.clock();
  const subject = { kind: 'shift' as const, id: tour.id };
  tells.push(await endSwapsOf(context, trx, tour, actor.id));
  if (await store.deleteSignUp(trx, tour.id, actor.id)) {
    await recordAudit(trx, { atMs, actor, action: 'shift.leave', subject });
    tells.push(await freeSeat(context, trx, tour, actor.id));
  } else {
    await tourStore.deleteMentors(trx, tour.id, [actor.id]);
    await recordAudit(trx, { atMs, actor, action: 'shift.change', subject });
  }
  tells.push(
    await addNotices(context, trx, [
      {
        ...{ personId: asked.byId, kind: 'shift.unfit', byId: actor.id },
        subject: { kind: 'round', id: tour.roundId },
        occasion: `${tour.id} ${actor.id} ${asked.movedAtMs}`,
        values: { tourId: tour.id, day: tour.day, startsAt: tour.startsAt, endsAt: tour.endsAt },
      },
    ]),
  );
  return tells;
}

/** Who has not said yet whether a new time fits: all for who plans rounds, else oneself [SH100]. */
export async function listMoves(context: Context, actor: Actor, roundId: string): Promise<MovedRow[]> {
  requirePerson(actor, 'shift.view');
  return (await listRoundMoved(context.db, roundId, context.clock())).filter(
    ({ personId }) => personId === actor.id || isPermitted(standingsOf(actor), 'shift.manage'),
  );
}

function auditMove(context: Context, trx: Queries, actor: Actor, id: string): Promise<void> {
  return recordAudit(trx, {
    ...{ atMs: context.clock(), actor, action: 'shift.move' as const },
    subject: { kind: 'shift', id },
  });
}
