import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { NoticeKind } from '#lib/notify/notice-kinds.ts';
import type { Actor } from '#lib/people/person.ts';
import { fitScopes } from '#lib/shifts/fit-scopes.ts';
import { SwapTakeForm } from '#lib/shifts/shift-forms.ts';
import { tourUid, type Scope } from '#lib/shifts/shift.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { tellAgain } from '../../feeds/entry-commands.ts';
import { addNotices, withdrawNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { holdPerson } from '../../people/store.ts';
import { finishOffer, settleTour } from '../seats/settle-line.ts';
import { requireCanBeThere, requireScopes, tellManager } from '../seats/take-place.ts';
import { leaveLine, listLine, listSeated } from '../seats/waiting-store.ts';
import * as store from '../store.ts';
import { findTour, holdTour, type TourRow } from '../tour-store.ts';
import * as swapStore from './swap-store.ts';
import { endSwap } from './end-swaps.ts';
import { requireRoom } from './require-room.ts';

const SwapForm = v.object({ swapId: v.string() });

/** Offers one's seat to others; it stays one's own until both have agreed [SH25]. */
export async function offerSwap(context: Context, actor: Actor, tourId: string): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const tour = await context.database.transaction(async (trx) => {
    const held = await holdComing(context, trx, tourId);
    if (!(await isSeated(trx, tourId, actor.id))) throw new AppError('not-found');
    const swap = { id: newId<'swap'>(), tourId, giverId: actor.id, atMs: context.clock() };
    if (!(await swapStore.insertSwap(trx, swap)))
      throw new AppError('conflict', { reason: 'shifts.swapOffered' });
    return held;
  });
  tellSwap(context, tour);
}

/** Takes back what one offered, or that one would take it [SH25]. */
export async function withdrawSwap(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { swapId } = parseInput(SwapForm, input);
  const { tour, tell } = await context.database.transaction(async (trx) => {
    const { swap, tour } = await holdSwap(trx, swapId);
    if (swap.giverId === actor.id) return { tour, tell: await endSwap(context, trx, tour, swap) };
    if (swap.takerId !== actor.id) throw new AppError('not-found');
    await swapStore.setTaker(trx, swapId, null);
    const subject = { kind: 'round' as const, id: tour.roundId };
    const asked = { subject, kinds: ['shift.swapTaken'] as const, personId: swap.giverId, occasion: swap.id };
    return { tour, tell: await withdrawNotices(context, trx, asked) };
  });
  tell();
  tellSwap(context, tour);
}

/** Would take a seat that is offered, for one's own on another tour or for nothing; its giver is asked [SH25]. */
export async function takeSwap(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { swapId, returnTourId, scopes } = parseInput(SwapTakeForm, input);
  const { tour, tell } = await context.database.transaction(async (trx) => {
    const { swap, tour } = await holdSwap(trx, swapId, actor.id);
    requireNotBegun(context, tour);
    if (swap.giverId === actor.id) throw new AppError('forbidden', { reason: 'shifts.swapOwn' });
    if (swap.takerId !== null && swap.takerId !== actor.id)
      throw new AppError('conflict', { reason: 'shifts.swapTaken' });
    requireScopes(tour, scopes);
    await requireSwap(context, trx, { tour, giverId: swap.giverId, takerId: actor.id, returnTourId });
    await swapStore.setTaker(trx, swapId, { takerId: actor.id, returnTourId, scopes });
    const tell = await addNotices(context, trx, [
      swapNotice(tour, {
        kind: 'shift.swapTaken',
        personId: swap.giverId,
        byId: actor.id,
        occasion: swap.id,
      }),
    ]);
    return { tour, tell };
  });
  tell();
  tellSwap(context, tour);
}

/** The giver agrees: both seats change hands in one step, by the rules of this moment [SH25]. */
export async function agreeSwap(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { swapId } = parseInput(SwapForm, input);
  const { tour, tells } = await context.database.transaction(async (trx) => {
    const { swap, tour } = await holdSwap(trx, swapId);
    requireNotBegun(context, tour);
    if (swap.giverId !== actor.id) throw new AppError('not-found');
    const { takerId, returnTourId } = swap;
    if (takerId === null) throw new AppError('conflict', { reason: 'shifts.swapGone' });
    const back = await requireSwap(context, trx, { tour, giverId: actor.id, takerId, returnTourId });
    await swapStore.deleteSwap(trx, swapId);
    const tells = [
      await handOver(context, trx, tour, { fromId: actor.id, toId: takerId, scopes: swap.scopes }),
    ];
    if (back)
      tells.push(
        await handOver(context, trx, back.tour, {
          fromId: takerId,
          toId: actor.id,
          scopes: fitScopes(back.scopes, back.tour.scopes),
        }),
      );
    for (const each of back ? [tour, back.tour] : [tour])
      await recordAudit(trx, {
        atMs: context.clock(),
        actor,
        action: 'shift.swap',
        subject: { kind: 'shift', id: each.id },
        whom: [takerId],
      });
    tells.push(
      await addNotices(context, trx, [
        swapNotice(tour, { kind: 'shift.swapped', personId: takerId, byId: actor.id, occasion: swap.id }),
      ]),
    );
    return { tour, tells };
  });
  for (const tell of tells) tell();
  tellSwap(context, tour);
}

/**
 * The people and the tours of a swap, for the rest of the transaction: people first, each kind in one order, as
 * everywhere.
 */
async function holdSwap(
  trx: Queries,
  swapId: string,
  takerId?: string,
): Promise<{ swap: swapStore.SwapRow; tour: TourRow }> {
  const before = await swapStore.findSwap(trx, swapId);
  if (!before) throw new AppError('not-found');
  const people = new Set([before.giverId, before.takerId, takerId].filter((id) => typeof id === 'string'));
  for (const id of [...people].toSorted()) await holdPerson(trx, id);
  const tours = new Set([before.tourId, before.returnTourId].filter((id) => id !== null));
  for (const id of [...tours].toSorted()) await holdTour(trx, id);
  // What was read before it was held may be another's by now.
  const swap = await swapStore.findSwap(trx, swapId);
  const tour = swap && (await findTour(trx, swap.tourId));
  if (!swap || !tour) throw new AppError('not-found');
  if (swap.takerId !== before.takerId || swap.returnTourId !== before.returnTourId)
    throw new AppError('conflict', { reason: 'shifts.swapGone' });
  return { swap, tour };
}

/** Refuses a swap after which a rule would be broken for either of the two, or for one of the tours. */
async function requireSwap(
  context: Context,
  trx: Queries,
  {
    tour,
    giverId,
    takerId,
    returnTourId,
  }: { tour: TourRow; giverId: string; takerId: string; returnTourId: string | null },
): Promise<{ tour: TourRow; scopes: Scope[] } | null> {
  if (await isSeated(trx, tour.id, takerId))
    throw new AppError('conflict', { reason: 'shifts.alreadySignedUp' });
  await requireCanBeThere(trx, tour, takerId, returnTourId ?? undefined);
  await requireRoom(trx, tour, { fromId: giverId, toId: takerId });
  if (returnTourId === null) return null;
  const back = await findTour(trx, returnTourId);
  const given = (await store.listShiftsOf(trx, takerId)).find(({ shiftId }) => shiftId === returnTourId);
  if (!back || !given) throw new AppError('conflict', { reason: 'shifts.swapGone' });
  requireNotBegun(context, back);
  if (await isSeated(trx, back.id, giverId))
    throw new AppError('conflict', { reason: 'shifts.alreadySignedUp' });
  await requireCanBeThere(trx, back, giverId, tour.id);
  await requireRoom(trx, back, { fromId: takerId, toId: giverId });
  return { tour: back, scopes: given.scopes };
}

/** A seat of a tour is another's: nobody else sees it free in between. */
async function handOver(
  context: Context,
  trx: Queries,
  tour: TourRow,
  { fromId, toId, scopes }: { fromId: string; toId: string; scopes: readonly Scope[] },
): Promise<TellInboxes> {
  await store.deleteSignUp(trx, tour.id, fromId);
  await store.takeTourPlace(trx, tour.id);
  await store.insertSignUp(trx, { tourId: tour.id, personId: toId, scopes, signedUpAtMs: context.clock() });
  const waiting = (await listLine(trx, tour.id)).find(({ personId }) => personId === toId);
  await leaveLine(trx, tour.id, [toId]);
  const subject = { kind: 'round' as const, id: tour.roundId };
  const tells = [
    await withdrawNotices(context, trx, {
      ...{ subject, kinds: ['shift.tomorrow'], personId: fromId, occasion: tour.id },
    }),
    await withdrawNotices(context, trx, {
      ...{ subject, kinds: ['shift.team', 'shift.objected'], occasion: `${tour.id} ${fromId}` },
    }),
    ...(waiting ? [await finishOffer(context, trx, tour, waiting)] : []),
    await tellManager(context, trx, tour, toId),
    (await settleTour(context, trx, tour)).tell,
  ];
  await tellAgain(context, trx, { uids: [tourUid(tour.id)], personId: fromId });
  return () => {
    for (const tell of tells) tell();
  };
}

async function holdComing(context: Context, trx: Queries, tourId: string): Promise<TourRow> {
  const tour = await holdTour(trx, tourId);
  if (!tour) throw new AppError('not-found');
  requireNotBegun(context, tour);
  return tour;
}

function requireNotBegun(context: Context, tour: TourRow): void {
  if (tour.startsAtMs <= context.clock()) throw new AppError('read-only', { reason: 'shifts.begun' });
}

async function isSeated(trx: Queries, tourId: string, personId: string): Promise<boolean> {
  return (await listSeated(trx, tourId)).some((guest) => guest.personId === personId);
}

function swapNotice(
  { id: tourId, roundId, day, startsAt, endsAt }: TourRow,
  notice: { kind: NoticeKind; personId: string; byId: string; occasion: string },
) {
  return {
    ...notice,
    subject: { kind: 'round' as const, id: roundId },
    values: { tourId, day, startsAt, endsAt },
  };
}

function tellSwap(context: Context, tour: TourRow): void {
  context.bus.tell({ kind: 'round', id: tour.roundId, action: 'swap' });
}
