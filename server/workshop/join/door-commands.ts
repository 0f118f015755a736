import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { AdmitForm, DoorForm, PlaceForm } from '#lib/workshop/join/join-forms.ts';
import { MAX_EDITORS, MAX_OBSERVERS, type Wish } from '#lib/workshop/join/room-places.ts';
import type { Participation } from '#lib/workshop/workshop.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { changeWorkshop } from '../change-workshop.ts';
import { listGuests, placeGuest, type GuestRow } from '../guest-store.ts';
import { findMember, placeMember } from '../member-store.ts';
import { participationOf, requireSteered } from '../participation.ts';
import { takePlace } from './places.ts';
import * as store from '../store.ts';

/** Opens the door, puts a lobby before it, or locks it; who is in stays in [WS71]. */
export async function setDoor(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(DoorForm, input);
  await changeWorkshop(context, actor, 'door', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: ({ room }) => ({ room: { ...room, door: form.door } }),
    details: () => ({ door: form.door }),
  });
}

/** Who waits in the lobby, first come first; for who steers. */
export async function listWaiting(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<GuestRow[]> {
  requirePermission(actor, 'workshop.steer');
  await requireSteered(context.db, actor, workshopId);
  return (await listGuests(context.db, workshopId)).filter(({ isWaiting }) => isWaiting);
}

/**
 * Lets guests in from the lobby: those named, or everybody who waits [WS71]. Whoever came to watch
 * watches, and so does who comes when all places are taken; when not even watchers fit, the rest
 * goes on waiting. Returns how many came in.
 */
export async function admitGuests(context: WorkshopContext, actor: Actor, input: unknown): Promise<number> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(AdmitForm, input);
  const admitted = await context.database.transaction(async (trx) => {
    await requireSteered(trx, actor, form.workshopId);
    const waiting = (await listGuests(trx, form.workshopId)).filter(({ isWaiting }) => isWaiting);
    const chosen = form.guestId ? waiting.filter(({ id }) => id === form.guestId) : waiting;
    let count = 0;
    for (const guest of chosen) {
      const wish: Wish = guest.isObserver ? 'watch' : 'take-part';
      const isObserver = await takePlaceIfAny(trx, guest, wish);
      if (isObserver === undefined) break;
      await placeGuest(trx, guest.id, { isObserver, admittedAtMs: context.clock() });
      count++;
    }
    if (chosen.length > 0 && count === 0)
      throw new AppError('conflict', {
        reason: 'join.full',
        values: { editors: MAX_EDITORS, observers: MAX_OBSERVERS },
      });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'guest.admit',
      subject: { kind: 'workshop', id: form.workshopId },
      details: { guests: count },
    });
    return count;
  });
  await context.control.tell(form.workshopId);
  context.bus.tell({ kind: 'workshop', id: form.workshopId, action: 'admit' });
  return admitted;
}

/** Undefined when the room is full. */
async function takePlaceIfAny(
  trx: Parameters<typeof takePlace>[0],
  guest: GuestRow,
  wish: Wish,
): Promise<boolean | undefined> {
  try {
    return await takePlace(trx, guest.workshopId, { id: guest.id, wish });
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return undefined;
    throw error;
  }
}

/**
 * Somebody who is invited opens the board for the first time and gets a place, or watches when all
 * are taken [WS70]. Says how they stand to the workshop from now on.
 */
export async function enterRoom(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<Participation> {
  requirePermission(actor, 'workshop.takePart');
  const workshop = await store.findWorkshop(context.db, { id: workshopId });
  if (!workshop) throw new AppError('not-found');
  // A process that ended meanwhile finishes nothing: whoever comes first does.
  const { grace } = workshop.room;
  if (grace && grace.untilMs <= context.clock()) await context.graces.finish(workshop.id);
  const participation = await participationOf(context.db, actor, workshop);
  if (actor.kind !== 'person' || participation === 'none') return participation;
  const member = await findMember(context.db, workshopId, actor.id);
  if (!member || member.enteredAtMs !== null) return participation;
  const isObserver = await context.database.transaction(async (trx) => {
    const isSteered = participation === 'facilitator' || participation === 'cofacilitator';
    const watches = !isSteered && (await takePlace(trx, workshopId, { id: actor.id, wish: 'take-part' }));
    await placeMember(trx, workshopId, actor.id, { isObserver: watches, enteredAtMs: context.clock() });
    return watches;
  });
  await context.control.tell(workshopId);
  return isObserver ? 'observer' : participation;
}

/**
 * Changes sides: from taking part to watching at any time, and back while there is a place [WS72].
 * What one wrote, voted and rated stays. Says how one stands from now on.
 */
export async function changePlace(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<Participation> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(PlaceForm, input);
  const participation = await context.database.transaction(async (trx) => {
    const workshop = await store.findWorkshop(trx, { id: form.workshopId });
    if (!workshop) throw new AppError('not-found');
    const before = await participationOf(trx, actor, workshop);
    const mayChange = before === 'invited' || before === 'guest' || before === 'observer';
    if (!mayChange || (actor.kind !== 'person' && actor.kind !== 'guest')) throw new AppError('forbidden');
    const isObserver = await takePlace(trx, workshop.id, { id: actor.id, wish: form.wish });
    if (isObserver && form.wish === 'take-part')
      throw new AppError('conflict', { reason: 'join.noPlace', values: { editors: MAX_EDITORS } });
    const atMs = context.clock();
    if (actor.kind === 'guest') await placeGuest(trx, actor.id, { isObserver, admittedAtMs: atMs });
    else await placeMember(trx, workshop.id, actor.id, { isObserver, enteredAtMs: atMs });
    if (isObserver) return 'observer';
    return actor.kind === 'guest' ? 'guest' : 'invited';
  });
  await context.control.tell(form.workshopId);
  await context.rooms.recheckWorkshop(form.workshopId);
  return participation;
}
