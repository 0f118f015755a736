import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { closingFaults, itemsFor, MAX_OPEN_TICKETS, type TickedItem } from '#lib/shifts/day/checklist.ts';
import {
  CloseForm,
  CustomerPromiseForm,
  HandTicketForm,
  TicketForm,
  TicketPick,
  TickForm,
} from '#lib/shifts/day/day-forms.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import { addPromise } from '../../commitments/promise-commands.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import type { TellInboxes } from '../../notify/notice-commands.ts';
import { areActive, holdPerson } from '../../people/store.ts';
import { maskText } from '../../survey/commands.ts';
import { undoable } from '../../undo/undoable.ts';
import { requireConfirmed } from '../programme/confirm-commands.ts';
import type { SignUpRow } from '../store.ts';
import {
  readTourAtWork,
  requireGuestOrMentor,
  requireNotClosed,
  tellDay,
  type TourAtWork,
} from './at-tour.ts';
import { listAttendance, setAttendance } from './attendance-store.ts';
import * as checklistStore from './checklist-store.ts';
import * as ticketStore from './ticket-store.ts';

/** The items of somebody's shift: those of today's lists for what they take on, and what they ticked of earlier ones [SH61]. */
export function itemsOf(
  { personId, scopes }: Pick<SignUpRow, 'personId' | 'scopes'>,
  checklist: readonly checklistStore.ChecklistRow[],
  ticks: readonly checklistStore.TickRow[],
): TickedItem[] {
  const own = ticks.filter((tick) => tick.personId === personId);
  const tickOf = (id: string): TickedItem['tick'] => {
    const tick = own.find(({ itemId }) => itemId === id);
    return tick ? { atMs: tick.atMs, byName: tick.byName } : null;
  };
  const meant = itemsFor(checklist, scopes);
  const gone = own.filter(({ itemId }) => !meant.some(({ id }) => id === itemId));
  return [
    ...meant.map(({ id, part, scope, text }) => ({ id, part, scope, text, tick: tickOf(id) })),
    ...gone.map(({ itemId, part, text }) => ({ id: itemId, part, scope: null, text, tick: tickOf(itemId) })),
  ];
}

/** Takes the shift of somebody for the rest of the transaction, for themselves or a mentor of the tour. */
async function holdShift(
  context: Context,
  trx: Queries,
  { tourId, personId, actorId }: { tourId: string; personId: string; actorId: string },
): Promise<TourAtWork> {
  await holdPerson(trx, personId);
  const atWork = await readTourAtWork(context, trx, tourId);
  requireGuestOrMentor(atWork, { personId, actorId });
  await requireNotClosed(trx, { tourId, personId });
  return atWork;
}

/** One starts with the start list on the tour's first day, and with the rest as soon as its mentors are there [SH60]. */
function requireStarted({ hasStarted }: TourAtWork): void {
  if (!hasStarted) throw new AppError('conflict', { reason: 'shifts.day.notStarted' });
}

/** Ticks an item of somebody's list, or takes the tick back [SH61]. */
export async function tickItem(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, personId, itemId, isDone } = parseInput(TickForm, input);
  const tour = await context.database.transaction(async (trx) => {
    const atWork = await holdShift(context, trx, { tourId, personId, actorId: actor.id });
    const guest = atWork.guests.find((each) => each.personId === personId);
    const items = guest
      ? itemsOf(guest, await checklistStore.listChecklist(trx), await checklistStore.listTicks(trx, tourId))
      : [];
    const item = items.find(({ id }) => id === itemId);
    if (!item) throw new AppError('not-found');
    if (item.part === 'end') requireStarted(atWork);
    else if (atWork.tour.day > dayAt(context.clock(), context.settings.timeZone))
      throw new AppError('conflict', { reason: 'shifts.day.notYet' });
    if (item.part === 'start' && isDone) await requireConfirmed(trx, actor.id, personId);
    if (isDone) {
      const tick = { tourId, personId, byId: actor.id, atMs: context.clock(), item };
      await checklistStore.insertTick(trx, tick);
    } else await checklistStore.deleteTick(trx, { tourId, personId, itemId });
    return atWork.tour;
  });
  tellDay(context, tour);
}

/** Notes a ticket that somebody leaves open; what tells who the customer was is taken out [SH62]. */
export async function addTicket(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, personId, text } = parseInput(TicketForm, input);
  const tour = await context.database.transaction(async (trx) => {
    const atWork = await holdShift(context, trx, { tourId, personId, actorId: actor.id });
    requireStarted(atWork);
    await requireTicketRoom(trx, { tourId, personId });
    await ticketStore.insertTicket(trx, {
      ...{ id: newId<'ticket'>(), tourId, personId, text: maskText(text), addedAtMs: context.clock() },
    });
    return atWork.tour;
  });
  tellDay(context, tour);
}

async function requireTicketRoom(
  trx: Queries,
  { tourId, personId }: { tourId: string; personId: string },
): Promise<void> {
  const own = (await ticketStore.listTickets(trx, tourId)).filter((ticket) => ticket.personId === personId);
  if (own.length < MAX_OPEN_TICKETS) return;
  throw new AppError('conflict', { reason: 'shifts.day.ticketsFull', values: { limit: MAX_OPEN_TICKETS } });
}

async function holdTicket(
  context: Context,
  trx: Queries,
  { tourId, ticketId, actorId }: { tourId: string; ticketId: string; actorId: string },
): Promise<{ atWork: TourAtWork; ticket: ticketStore.TicketRow }> {
  const found = await ticketStore.findTicket(trx, ticketId);
  if (found?.tourId !== tourId) throw new AppError('not-found');
  const atWork = await holdShift(context, trx, { tourId, personId: found.personId, actorId });
  // Somebody may have handed it over while this waited for its turn.
  const ticket = await ticketStore.findTicket(trx, ticketId);
  if (!ticket) throw new AppError('not-found');
  if (ticket.handed) throw new AppError('conflict', { reason: 'shifts.day.handedAlready' });
  return { atWork, ticket };
}

/** Hands an open ticket to a named person, as a commitment of theirs on the round [SH62]. */
export async function handTicket(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, ticketId, toId, dueOn } = parseInput(HandTicketForm, input);
  const after: TellInboxes[] = [];
  const tour = await context.database.transaction(async (trx) => {
    const { atWork, ticket } = await holdTicket(context, trx, { tourId, ticketId, actorId: actor.id });
    if (!(await areActive(trx, [toId])).has(toId))
      throw new AppError('invalid', { issues: [{ path: 'toId', message: 'form.required' }] });
    const subject = { kind: 'round', id: atWork.tour.roundId } as const;
    const promise = { subject, text: ticket.text, ownerId: toId, dueOn: dueOn || null };
    await ticketStore.handTicketOn(trx, ticketId, await addPromise(context, trx, actor, promise, after));
    return atWork.tour;
  });
  for (const tell of after) tell();
  context.bus.tell({ kind: 'commitment', id: tour.roundId, action: 'change' });
  tellDay(context, tour);
}

/** Takes a ticket off the list: it was settled after all. Taken back by one press. */
export async function removeTicket(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'shift.signUp');
  const pick = parseInput(TicketPick, input);
  const { undoId, tour } = await context.database.transaction(async (trx) => {
    const { atWork, ticket } = await holdTicket(context, trx, { ...pick, actorId: actor.id });
    await ticketStore.deleteTicket(trx, ticket.id);
    const { handed: _, ...kept } = ticket;
    return { undoId: await TICKET_UNDO.keep(context, trx, actor, kept), tour: atWork.tour };
  });
  tellDay(context, tour);
  return { undoId };
}

export const TICKET_UNDO = undoable(
  'ticket',
  v.object({
    ...{ id: v.string(), tourId: v.string(), personId: v.string(), text: v.string() },
    addedAtMs: v.number(),
  }),
  async (context: Context, trx, actor, ticket) => {
    requirePerson(actor, 'shift.signUp');
    const { tour } = await holdShift(context, trx, { ...ticket, actorId: actor.id });
    await requireTicketRoom(trx, ticket);
    await ticketStore.insertTicket(trx, ticket);
    return { after: () => tellDay(context, tour) };
  },
);

/**
 * Closes one's shift, or opens it again. It closes only when every item of the leaving list is ticked and every open
 * ticket is somebody's [SH62]; who closes it and said nothing else has served.
 */
export async function closeShift(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, isClosed } = parseInput(CloseForm, input);
  const tour = await context.database.transaction(async (trx) => {
    await holdPerson(trx, actor.id);
    const atWork = await readTourAtWork(context, trx, tourId);
    const guest = atWork.guests.find(({ personId }) => personId === actor.id);
    if (!guest) throw new AppError('forbidden', { reason: 'shifts.day.notYours' });
    requireStarted(atWork);
    const before = (await listAttendance(trx, tourId)).find(({ personId }) => personId === actor.id);
    if ((before?.closedAtMs != null) === isClosed) return atWork.tour;
    if (isClosed) {
      const ticks = await checklistStore.listTicks(trx, tourId);
      const tickets = (await ticketStore.listTickets(trx, tourId)).filter(
        ({ personId }) => personId === actor.id,
      );
      const items = itemsOf(guest, await checklistStore.listChecklist(trx), ticks);
      const { unticked, open } = closingFaults(items, tickets);
      if (open > 0) throw new AppError('conflict', { reason: 'shifts.day.ticketsOpen', values: { n: open } });
      if (unticked > 0)
        throw new AppError('conflict', { reason: 'shifts.day.itemsOpen', values: { n: unticked } });
    }
    const seat = { tourId, personId: actor.id };
    await setAttendance(trx, seat, {
      closed_at_ms: isClosed ? context.clock() : null,
      ...(isClosed && !before?.own && { own: 'served' as const }),
    });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'shift.close',
      subject: { kind: 'shift', id: tourId },
    });
    return atWork.tour;
  });
  tellDay(context, tour);
}

/** What somebody on a tour, or a mentor of it, promised a customer: a commitment of theirs on the round [SH63]. */
export async function promiseCustomer(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, text, dueOn } = parseInput(CustomerPromiseForm, input);
  const after: TellInboxes[] = [];
  const tour = await context.database.transaction(async (trx) => {
    const atWork = await readTourAtWork(context, trx, tourId);
    const isThere = [...atWork.guests.map(({ personId }) => personId), ...atWork.mentors.map(({ id }) => id)];
    if (!isThere.includes(actor.id)) throw new AppError('forbidden', { reason: 'shifts.day.notYours' });
    requireStarted(atWork);
    const subject = { kind: 'round', id: atWork.tour.roundId } as const;
    await addPromise(context, trx, actor, { subject, text, ownerId: actor.id, dueOn: dueOn || null }, after);
    return atWork.tour;
  });
  for (const tell of after) tell();
  context.bus.tell({ kind: 'commitment', id: tour.roundId, action: 'change' });
}
