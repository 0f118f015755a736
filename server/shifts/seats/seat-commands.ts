import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { fitScopes } from '#lib/shifts/fit-scopes.ts';
import { acceptOffer } from '#lib/shifts/seats.ts';
import { OfferForm, SignUpForm } from '#lib/shifts/shift-forms.ts';
import { SCOPES, tourUid } from '#lib/shifts/shift.ts';
import { leavingEndsMs } from '#lib/shifts/sign-up-window.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { tellAgain } from '../../feeds/entry-commands.ts';
import { withdrawNotices } from '../../notify/notice-commands.ts';
import { endSwapsOf } from '../swaps/end-swaps.ts';
import { undoable } from '../../undo/undoable.ts';
import * as store from '../store.ts';
import { holdTour, type TourRow } from '../tour-store.ts';
import { finishOffer, settleTour } from './settle-line.ts';
import {
  holdClaim,
  requireMayServe,
  requireOpen,
  requireScopes,
  seatGuest,
  writeSeat,
} from './take-place.ts';
import { findRound, type RoundRow } from '../round-store.ts';
import { joinLine, leaveLine } from './waiting-store.ts';

/** What a sign-up came to: a seat, or a place in the line. */
export type SignUpAnswer = 'seat' | 'line';

/** Takes a seat on a tour, with one's own scope, or a place in its line where it is full [SH2] [SH3] [SH4] [SH18]. */
export async function signUp(context: Context, actor: Actor, input: unknown): Promise<SignUpAnswer> {
  requirePerson(actor, 'shift.signUp');
  const claim = {
    ...parseInput(SignUpForm, input),
    personId: actor.id,
    signedUpAtMs: context.clock(),
  };
  const { answer, after } = await context.database.transaction(async (trx) => {
    const tour = await holdClaim(trx, claim);
    requireOpen(context, await roundOf(trx, tour));
    await requireMayServe(context, trx, tour, claim);
    const { seats, line, tell } = await settleTour(context, trx, tour);
    if (seats.seated.some(({ personId }) => personId === actor.id))
      throw new AppError('conflict', { reason: 'shifts.alreadySignedUp' });
    if (line.some(({ personId }) => personId === actor.id))
      throw new AppError('conflict', { reason: 'shifts.alreadyWaiting' });
    const seated = await seatGuest(context, trx, { tour, seats }, { claim, actor });
    if (!seated) await joinLine(trx, claim);
    return {
      answer: seated ? ('seat' as const) : ('line' as const),
      after: () => {
        tell();
        seated?.();
        context.bus.tell({ kind: 'round', id: tour.roundId, action: seated ? 'signUp' : 'line' });
      },
    };
  });
  after();
  return answer;
}

/** Takes on something else on a tour, until it is over [SH4]. */
export async function changeScopes(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const form = parseInput(SignUpForm, input);
  const tour = await context.database.transaction(async (trx) => {
    const held = await holdTour(trx, form.tourId);
    if (!held) throw new AppError('not-found');
    if (held.endsAtMs <= context.clock()) throw new AppError('read-only', { reason: 'shifts.over' });
    requireScopes(held, form.scopes);
    if (!(await store.setScopes(trx, { ...form, personId: actor.id }))) throw new AppError('not-found');
    return held;
  });
  context.bus.tell({ kind: 'round', id: tour.roundId, action: 'signUp' });
}

/** Gives the seat back until the round's deadline; needs no reason [SH3]. Can be taken back as long as it is free. */
export async function leaveTour(
  context: Context,
  actor: Actor,
  tourId: string,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'shift.signUp');
  const { undoId, after } = await context.database.transaction(async (trx) => {
    const tour = await holdTour(trx, tourId);
    if (!tour) throw new AppError('not-found');
    const nowMs = context.clock();
    if (tour.startsAtMs <= nowMs) throw new AppError('read-only', { reason: 'shifts.begun' });
    const round = await roundOf(trx, tour);
    if (leavingEndsMs(tour, round) <= nowMs)
      throw new AppError('read-only', {
        reason: 'shifts.leavingOver',
        values: { hours: round.leaveHours },
      });
    const endedSwaps = await endSwapsOf(context, trx, tour, actor.id);
    const left = await store.deleteSignUp(trx, tourId, actor.id);
    if (!left) throw new AppError('not-found');
    await recordAudit(trx, {
      atMs: nowMs,
      actor,
      action: 'shift.leave',
      subject: { kind: 'shift', id: tourId },
    });
    const undoId = await TOUR_UNDO.keep(context, trx, actor, { tourId, ...left });
    const tell = await freeSeat(context, trx, tour, actor.id);
    return {
      undoId,
      after: () => {
        endedSwaps();
        tell();
      },
    };
  });
  after();
  return { undoId };
}

/** Somebody has no seat any more: their letters say so, and whoever is first in line is offered it [SH20]. */
export async function freeSeat(
  context: Context,
  trx: Queries,
  tour: TourRow,
  personId: string,
): Promise<() => void> {
  const tells = [await untellSeat(context, trx, tour, personId), (await settleTour(context, trx, tour)).tell];
  return () => {
    for (const tell of tells) tell();
    context.bus.tell({ kind: 'round', id: tour.roundId, action: 'leave' });
  };
}

/** What was said about a seat that somebody had is said no longer: in inboxes, and in calendars. */
export async function untellSeat(
  context: Context,
  trx: Queries,
  tour: TourRow,
  personId: string,
): Promise<() => void> {
  const subject = { kind: 'round' as const, id: tour.roundId };
  const tells = [
    await withdrawNotices(context, trx, {
      ...{ subject, kinds: ['shift.tomorrow', 'shift.assigned'], personId, occasion: tour.id },
    }),
    await withdrawNotices(context, trx, {
      ...{ subject, kinds: ['shift.team', 'shift.objected'], occasion: `${tour.id} ${personId}` },
    }),
  ];
  await tellAgain(context, trx, { uids: [tourUid(tour.id)], personId });
  return () => {
    for (const tell of tells) tell();
  };
}

const LeftTour = v.object({
  tourId: v.string(),
  scopes: v.array(v.picklist(SCOPES)),
  signedUpAtMs: v.number(),
});

export const TOUR_UNDO = undoable('tour', LeftTour, async (context: Context, trx, actor, left) => {
  requirePerson(actor, 'shift.signUp');
  const claim = { ...left, personId: actor.id };
  const tour = await holdClaim(trx, claim);
  await requireMayServe(context, trx, tour, claim);
  const { seats, tell } = await settleTour(context, trx, tour);
  const seated = await seatGuest(context, trx, { tour, seats }, { claim, actor });
  if (!seated) throw new AppError('conflict', { reason: 'shifts.full' });
  return {
    after: () => {
      tell();
      seated();
      context.bus.tell({ kind: 'round', id: tour.roundId, action: 'signUp' });
    },
  };
});

/** Takes the seat that came free, or lets the next one have it [SH20]. */
export async function answerOffer(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<SignUpAnswer | null> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, answer } = parseInput(OfferForm, input);
  const { after } = await context.database.transaction(async (trx) => {
    const tour = await holdClaim(trx, { tourId, personId: actor.id });
    const { seats, line, tell } = await settleTour(context, trx, tour);
    const mine = line.find(({ personId }) => personId === actor.id);
    const accepted = acceptOffer(seats, actor.id, context.clock());
    if (!mine) throw new AppError('not-found');
    if (!accepted) throw new AppError('conflict', { reason: 'shifts.offerOver' });
    const scopes = fitScopes(mine.scopes, tour.scopes);
    const claim = { tourId, personId: actor.id, scopes, signedUpAtMs: context.clock() };
    if (answer === 'take') await requireMayServe(context, trx, tour, claim);
    await leaveLine(trx, tourId, [actor.id]);
    const tells = [tell, await finishOffer(context, trx, tour, mine)];
    if (answer === 'take') tells.push(await writeSeat(context, trx, tour, { claim, actor }));
    tells.push((await settleTour(context, trx, tour)).tell);
    return {
      after: () => {
        for (const each of tells) each();
        context.bus.tell({ kind: 'round', id: tour.roundId, action: answer === 'take' ? 'signUp' : 'line' });
      },
    };
  });
  after();
  return answer === 'take' ? 'seat' : null;
}

/** Waits no longer for a tour; needs no reason [SH18]. */
export async function stopWaiting(context: Context, actor: Actor, tourId: string): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { after } = await context.database.transaction(async (trx) => {
    const tour = await holdTour(trx, tourId);
    if (!tour) throw new AppError('not-found');
    const { line, tell } = await settleTour(context, trx, tour);
    const mine = line.find(({ personId }) => personId === actor.id);
    if (!mine) throw new AppError('not-found');
    await leaveLine(trx, tourId, [actor.id]);
    const tells = [
      tell,
      await finishOffer(context, trx, tour, mine),
      (await settleTour(context, trx, tour)).tell,
    ];
    return {
      after: () => {
        for (const each of tells) each();
        context.bus.tell({ kind: 'round', id: tour.roundId, action: 'line' });
      },
    };
  });
  after();
}

async function roundOf(trx: Queries, tour: TourRow): Promise<RoundRow> {
  const round = await findRound(trx, tour.roundId);
  if (!round) throw new AppError('not-found');
  return round;
}
