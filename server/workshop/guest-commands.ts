import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor, Locale } from '#lib/people/person.ts';
import { parseJoinCode } from '#lib/workshop/join-code.ts';
import { JoinForm } from '#lib/workshop/workshop-forms.ts';
import type { WorkshopId } from '#lib/workshop/workshop.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import { hashToken, makeToken } from '../access/secrets.ts';
import type { Context } from '../context.ts';
import { listDepartments } from '../people/commands.ts';
import { requireFacilitated } from './participation.ts';
import * as store from './store.ts';

const SYSTEM: Actor = { kind: 'system', name: 'workshop' };

/** What a join code opens; counts against the visitor's tries, found or not. */
export async function findByCode(
  context: Context,
  typed: string,
  address: string,
): Promise<{ id: WorkshopId; title: string; code: string }> {
  if (!context.limits.joinByAddress.take(address)) {
    throw new AppError('too-many-requests', { reason: 'workshop.join.tooMany' });
  }
  const code = parseJoinCode(typed);
  const workshop = code ? await store.findWorkshop(context.db, { joinCode: code }) : undefined;
  if (!workshop || !code) throw new AppError('not-found', { reason: 'workshop.join.unknown' });
  if (workshop.stage === 'closed') throw new AppError('gone', { reason: 'workshop.join.closed' });
  return { id: workshop.id, title: workshop.title, code };
}

/** What the join page shows to whoever has the code: the title, and departments to choose from. */
export async function welcomeVisitor(
  context: Context,
  typed: string,
  address: string,
): Promise<{ id: WorkshopId; title: string; departments: string[] }> {
  const { id, title } = await findByCode(context, typed, address);
  const departments = await listDepartments(context, SYSTEM);
  return { id, title, departments: departments.map((department) => department.name) };
}

/** Lets a guest in with a name and a department; returns the token of their cookie [WS7]. */
export async function joinAsGuest(
  context: Context,
  input: unknown,
  visit: { locale: Locale; address: string },
): Promise<{ token: string; workshopId: WorkshopId }> {
  const form = parseInput(JoinForm, input);
  const { id: workshopId } = await findByCode(context, form.code, visit.address);
  const token = makeToken();
  const id = newId<'guest'>();
  await context.database.transaction(async (trx) => {
    await store.insertGuest(trx, {
      id,
      workshopId,
      name: form.name,
      department: form.department,
      locale: visit.locale,
      tokenHash: hashToken(token),
      joinedAtMs: context.clock(),
    });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor: { kind: 'system', name: form.name },
      action: 'guest.join',
      subject: { kind: 'workshop', id: workshopId },
    });
  });
  context.bus.tell({ kind: 'workshop', id: workshopId, action: 'join', workshopId });
  return { token, workshopId };
}

/** Takes part as a person with an account who has the code. */
export async function joinAsPerson(
  context: Context,
  actor: Actor,
  typed: string,
  address: string,
): Promise<WorkshopId> {
  requirePerson(actor, 'workshop.takePart');
  const { id } = await findByCode(context, typed, address);
  await store.insertMembers(context.db, id, [actor.id], context.clock());
  context.bus.tell({ kind: 'workshop', id, action: 'join', workshopId: id });
  return id;
}

/** Shows a guest out: their link stops working and their connection closes at once [WS7]. */
export async function removeGuest(
  context: Context,
  actor: Actor,
  input: { workshopId: string; guestId: string },
): Promise<void> {
  requirePermission(actor, 'workshop.manage');
  const workshop = await requireFacilitated(context.db, actor, input.workshopId);
  await context.database.transaction(async (trx) => {
    const isRemoved = await store.removeGuest(trx, workshop.id, input.guestId, context.clock());
    if (!isRemoved) throw new AppError('not-found');
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'guest.remove',
      subject: { kind: 'workshop', id: workshop.id },
    });
  });
  await context.rooms.recheckWorkshop(workshop.id);
  context.bus.tell({ kind: 'workshop', id: workshop.id, action: 'removeGuest', workshopId: workshop.id });
}

/** The guest that a cookie's token belongs to, as an actor. */
export async function guestOf(
  context: Context,
  token: string,
): Promise<Extract<Actor, { kind: 'guest' }> | undefined> {
  const guest = await store.findGuest(context.db, hashToken(token));
  if (!guest) return undefined;
  const { id, name, workshopId, department, locale } = guest;
  return { kind: 'guest', id, name, workshopId, departmentName: department, locale };
}
