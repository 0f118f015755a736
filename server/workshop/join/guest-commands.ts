import type { Locale } from '#lib/base/locale.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { parseJoinCode } from '#lib/workshop/join/join-code.ts';
import { JoinForm } from '#lib/workshop/join/join-forms.ts';
import type { Door, Wish } from '#lib/workshop/join/room-places.ts';
import type { WorkshopId } from '#lib/workshop/workshop.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission, requirePerson } from '#server/access/require-permission.ts';
import { hashToken, makeToken, tokenOfPress } from '#server/access/secrets.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import type { Queries } from '#server/database/engine.ts';
import { listDepartments } from '#server/people/department-commands.ts';
import { deleteAddressOf } from '../address-store.ts';
import { findGuest, insertGuest, listGuests, removeGuest as removeGuestRow } from '../guest-store.ts';
import { findMember, insertMembers, placeMember } from '../member-store.ts';
import { requireSteered } from '../participation.ts';
import { takePlace } from './places.ts';
import * as store from '../store.ts';

const SYSTEM: Actor = { kind: 'system', name: 'workshop' };

/** More than these in a lobby are no workshop. */
export const MAX_WAITING = 300;

/** What a join code opens. A wrong one counts against the tries of the visitor's address. */
export async function findByCode(
  context: WorkshopContext,
  typed: string,
  address: string,
): Promise<{ id: WorkshopId; title: string; code: string; door: Door }> {
  const { wrongCodesByAddress } = context.joinLimits;
  if (wrongCodesByAddress.waitMs(address) > 0) {
    throw new AppError('too-many-requests', { reason: 'join.tooMany' });
  }
  const code = parseJoinCode(typed);
  const workshop = code ? await store.findWorkshop(context.db, { joinCode: code }) : undefined;
  if (!workshop || !code) {
    wrongCodesByAddress.take(address);
    throw new AppError('not-found', { reason: 'join.unknown' });
  }
  if (workshop.stage === 'closed') throw new AppError('gone', { reason: 'join.closed' });
  return { id: workshop.id, title: workshop.title, code, door: workshop.room.door };
}

/** What the join page shows to whoever has the code: the title, and departments to choose from. */
export async function welcomeVisitor(
  context: WorkshopContext,
  typed: string,
  address: string,
): Promise<{ id: WorkshopId; title: string; door: Door; departments: string[] }> {
  const { id, title, door } = await findByCode(context, typed, address);
  const departments = await listDepartments(context, SYSTEM);
  return { id, title, door, departments: departments.map((department) => department.name) };
}

/**
 * Lets a guest in with a name and a department; returns the token of their cookie [WS7]. With a lobby
 * before the door they wait there, and are nobody until they are let in [WS71].
 */
export async function joinAsGuest(
  context: WorkshopContext,
  input: unknown,
  visit: { locale: Locale; address: string },
): Promise<{ token: string; workshopId: WorkshopId; isWaiting: boolean }> {
  const form = parseInput(JoinForm, input);
  if (context.joinLimits.guestsByAddress.take(visit.address) > 0) {
    throw new AppError('too-many-requests', { reason: 'join.tooMany' });
  }
  const { id: workshopId } = await findByCode(context, form.code, visit.address);
  const { requestKey, name, department } = form;
  const token = requestKey
    ? await tokenOfPress(context.db, ['guest', workshopId, requestKey, name, department])
    : makeToken();
  const isWaiting = await comeIn(context, form, { ...visit, workshopId, token });
  await context.control.tell(workshopId);
  // Who waits in the lobby is in the room's own document; pages show them once they are in.
  if (!isWaiting) context.bus.tell({ kind: 'workshop', id: workshopId, action: 'join' });
  return { token, workshopId, isWaiting };
}

/** Writes the guest down, once for a token [FM2]; says whether they wait in the lobby. */
async function comeIn(
  context: WorkshopContext,
  form: ReturnType<typeof parseInput<typeof JoinForm>>,
  { workshopId, token, locale }: { workshopId: WorkshopId; token: string; locale: Locale },
): Promise<boolean> {
  const tokenHash = hashToken(token);
  const id = newId<'guest'>();
  const write = context.database.transaction(async (trx) => {
    const here = await findGuest(trx, { tokenHash });
    if (here) return here.isWaiting;
    // Asked here, so that nobody slips in after the door was closed.
    const workshop = await store.findWorkshop(trx, { id: workshopId });
    const door = workshop?.room.door ?? 'locked';
    requireUnlocked(door);
    const waits = door === 'lobby';
    const isObserver = waits
      ? await wishInLobby(trx, workshopId, form.wish)
      : await takePlace(trx, workshopId, { id, wish: form.wish });
    await insertGuest(trx, {
      id,
      workshopId,
      name: form.name,
      department: form.department,
      locale,
      isObserver,
      isWaiting: waits,
      tokenHash,
      joinedAtMs: context.clock(),
    });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor: { kind: 'system', name: form.name },
      action: 'guest.join',
      subject: { kind: 'workshop', id: workshopId },
    });
    return waits;
  });
  return write.catch(async (fault: unknown) => {
    // The same press of the same moment was faster: its row has the token, which is unique.
    const here = await findGuest(context.db, { tokenHash });
    if (!here) throw fault;
    return here.isWaiting;
  });
}

function requireUnlocked(door: Door): void {
  if (door === 'locked') throw new AppError('conflict', { reason: 'join.doorIs.locked' });
}

/** Whether they asked to watch; refuses when the lobby itself is full. */
async function wishInLobby(trx: Queries, workshopId: string, wish: Wish): Promise<boolean> {
  const waiting = (await listGuests(trx, workshopId)).filter((guest) => guest.isWaiting).length;
  if (waiting >= MAX_WAITING)
    throw new AppError('conflict', { reason: 'join.lobbyFull', values: { limit: MAX_WAITING } });
  return wish === 'watch';
}

/**
 * Takes part as a person with an account who has the code. The server knows who they are, so no
 * lobby is between; a locked door holds for them too, unless they are invited.
 */
export async function joinAsPerson(
  context: WorkshopContext,
  actor: Actor,
  typed: string,
  address: string,
): Promise<WorkshopId> {
  requirePerson(actor, 'workshop.takePart');
  const { id: personId } = actor;
  const { id } = await findByCode(context, typed, address);
  await context.database.transaction(async (trx) => {
    const workshop = await store.findWorkshop(trx, { id });
    if (!workshop || workshop.facilitatorId === personId) return;
    if (await findMember(trx, id, personId)) return;
    requireUnlocked(workshop.room.door);
    const isObserver = await takePlace(trx, id, { id: personId, wish: 'take-part' });
    await insertMembers(trx, id, [personId], context.clock());
    await placeMember(trx, id, personId, { isObserver, enteredAtMs: context.clock() });
  });
  await context.control.tell(id);
  context.bus.tell({ kind: 'workshop', id, action: 'join' });
  return id;
}

/** Shows a guest out: their link stops working and their connection closes at once [WS7]. */
export async function removeGuest(
  context: WorkshopContext,
  actor: Actor,
  input: { workshopId: string; guestId: string },
): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const workshop = await requireSteered(context.db, actor, input.workshopId);
  await context.database.transaction(async (trx) => {
    const isRemoved = await removeGuestRow(trx, workshop.id, input.guestId, context.clock());
    if (!isRemoved) throw new AppError('not-found');
    await deleteAddressOf(trx, input.guestId);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'guest.remove',
      subject: { kind: 'workshop', id: workshop.id },
    });
  });
  await context.control.tell(workshop.id);
  await context.rooms.recheckWorkshop(workshop.id);
  context.bus.tell({ kind: 'workshop', id: workshop.id, action: 'removeGuest' });
}

/** The guest that a cookie's token belongs to, as an actor; nobody while they wait in the lobby. */
export async function guestOf(
  context: WorkshopContext,
  token: string,
): Promise<Extract<Actor, { kind: 'guest' }> | undefined> {
  const guest = await findGuest(context.db, { tokenHash: hashToken(token) });
  if (!guest || guest.isWaiting) return undefined;
  const { id, name, workshopId, department, locale } = guest;
  return { kind: 'guest', id, name, workshopId, departmentName: department, locale };
}

/** How the holder of a guest's cookie stands at the door: asked again and again by who waits. */
export async function standAtDoor(
  context: WorkshopContext,
  token: string,
): Promise<{ standing: 'in' | 'waiting' | 'out'; workshopId: WorkshopId | null; name: string }> {
  const guest = await findGuest(context.db, { tokenHash: hashToken(token) });
  if (!guest) return { standing: 'out', workshopId: null, name: '' };
  const { workshopId, name, isWaiting } = guest;
  return { standing: isWaiting ? 'waiting' : 'in', workshopId, name };
}
