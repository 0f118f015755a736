import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { fitScopes } from '#lib/shifts/fit-scopes.ts';
import { ProposalAnswerForm, ProposalForm } from '#lib/shifts/shift-forms.ts';
import { SCOPES } from '#lib/shifts/shift.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, finishNotices, withdrawNotices } from '../../notify/notice-commands.ts';
import { areActive, holdPerson } from '../../people/store.ts';
import { freeSeat } from '../seats/seat-commands.ts';
import { finishOffer, settleTour } from '../seats/settle-line.ts';
import { requireCanBeThere, seatGuest } from '../seats/take-place.ts';
import { leaveLine, listSeated } from '../seats/waiting-store.ts';
import * as store from '../store.ts';
import { endSwapsOf } from './end-swaps.ts';
import { findTour, holdTour, type TourRow } from '../tour-store.ts';
import { deleteProposal, findProposal, insertProposal } from './proposal-store.ts';

/**
 * Proposes a seat to somebody, or another one than they have, also on a tour that has begun or is over: it is theirs as soon
 * as they agree [SH26].
 */
export async function proposeSeat(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  const form = parseInput(ProposalForm, input);
  const { tour, tell } = await context.database.transaction(async (trx) => {
    const active = await areActive(trx, [form.personId]);
    if (!active.has(form.personId))
      throw new AppError('invalid', { issues: [{ path: 'personId', message: 'form.required' }] });
    const tour = await holdTour(trx, form.tourId);
    if (!tour) throw new AppError('not-found');
    await requireGivenBack(context, trx, form);
    if ((await listSeated(trx, tour.id)).some(({ personId }) => personId === form.personId))
      throw new AppError('conflict', { reason: 'shifts.proposedSeated' });
    await requireCanBeThere(trx, tour, form.personId, form.fromTourId ?? undefined);
    if (!(await insertProposal(trx, { ...form, byId: actor.id, atMs: context.clock() })))
      throw new AppError('conflict', { reason: 'shifts.proposedAlready' });
    const tell = await addNotices(context, trx, [
      {
        personId: form.personId,
        kind: 'shift.proposed',
        subject: { kind: 'round', id: tour.roundId },
        occasion: tour.id,
        byId: actor.id,
        values: { tourId: tour.id, day: tour.day, startsAt: tour.startsAt, endsAt: tour.endsAt },
      },
    ]);
    return { tour, tell };
  });
  tell();
  tellProposal(context, tour);
}

/** The seat that somebody would give back is theirs, and its tour has not begun. */
async function requireGivenBack(
  context: Context,
  trx: Queries,
  { personId, fromTourId }: { personId: string; fromTourId: string | null },
): Promise<void> {
  if (fromTourId === null) return;
  const own = (await store.listShiftsOf(trx, personId)).find(({ shiftId }) => shiftId === fromTourId);
  if (!own) throw new AppError('conflict', { reason: 'shifts.moveGone' });
  if (own.startsAtMs <= context.clock()) throw new AppError('read-only', { reason: 'shifts.begun' });
}

/** Takes a proposal back as long as nobody has agreed to it. */
export async function withdrawProposal(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  const { tourId, personId } = parseInput(ProposalForm, input);
  const { tour, tell } = await context.database.transaction(async (trx) => {
    const tour = await findTour(trx, tourId);
    if (!tour || !(await deleteProposal(trx, tourId, personId))) throw new AppError('not-found');
    const tell = await withdrawNotices(context, trx, proposed(tour, personId));
    return { tour, tell };
  });
  tell();
  tellProposal(context, tour);
}

/** Agrees to a seat that was proposed, or does not; needs no reason [SH26]. */
export async function answerProposal(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, answer } = parseInput(ProposalAnswerForm, input);
  const { tour, tells } = await context.database.transaction(async (trx) => {
    await holdPerson(trx, actor.id);
    const before = await findProposal(trx, tourId, actor.id);
    const tours = [tourId, before?.fromTourId].filter((id) => typeof id === 'string').toSorted();
    for (const id of tours) await holdTour(trx, id);
    const tour = await findTour(trx, tourId);
    const proposal = await findProposal(trx, tourId, actor.id);
    if (!tour || !proposal || !(await deleteProposal(trx, tourId, actor.id))) throw new AppError('not-found');
    const tells = [await finishNotices(context, trx, proposed(tour, actor.id))];
    if (answer === 'agree') {
      await requireGivenBack(context, trx, proposal);
      tells.push(await takeProposed(context, trx, tour, { actor, fromTourId: proposal.fromTourId }));
    }
    return { tour, tells };
  });
  for (const tell of tells) tell();
  tellProposal(context, tour);
}

async function takeProposed(
  context: Context,
  trx: Queries,
  tour: TourRow,
  { actor, fromTourId }: { actor: Actor & { id: string }; fromTourId: string | null },
): Promise<() => void> {
  await requireCanBeThere(trx, tour, actor.id, fromTourId ?? undefined);
  const { seats, line, tell } = await settleTour(context, trx, tour);
  const tells = [tell];
  const waiting = line.find(({ personId }) => personId === actor.id);
  const others = { ...seats, line: seats.line.filter(({ personId }) => personId !== actor.id) };
  const given = (await store.listShiftsOf(trx, actor.id)).find(({ shiftId }) => shiftId === fromTourId);
  const claim = {
    ...{ tourId: tour.id, personId: actor.id, signedUpAtMs: context.clock() },
    scopes: fitScopes(given?.scopes ?? SCOPES, tour.scopes),
  };
  if (waiting) {
    await leaveLine(trx, tour.id, [actor.id]);
    tells.push(await finishOffer(context, trx, tour, waiting));
  }
  const seated = await seatGuest(context, trx, { tour, seats: others }, { claim, actor });
  if (!seated) throw new AppError('conflict', { reason: 'shifts.full' });
  tells.push(seated);
  const from = fromTourId === null ? undefined : await findTour(trx, fromTourId);
  if (from) tells.push(await endSwapsOf(context, trx, from, actor.id));
  if (from && (await store.deleteSignUp(trx, from.id, actor.id))) {
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'shift.leave',
      subject: { kind: 'shift', id: from.id },
    });
    tells.push(await freeSeat(context, trx, from, actor.id));
  }
  tells.push((await settleTour(context, trx, tour)).tell);
  return () => {
    for (const each of tells) each();
  };
}

function proposed({ id, roundId }: TourRow, personId: string) {
  return {
    subject: { kind: 'round' as const, id: roundId },
    kinds: ['shift.proposed' as const],
    personId,
    occasion: id,
  };
}

function tellProposal(context: Context, { roundId }: TourRow): void {
  context.bus.tell({ kind: 'round', id: roundId, action: 'propose' });
}
