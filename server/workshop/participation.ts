import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import { parseDocumentName } from '#lib/sync/document-name.ts';
import type { BoardAccess } from '#lib/workshop/step.ts';
import { stepAt } from '#lib/workshop/programme/programme.ts';
import { notesAccess } from '#lib/workshop/notes-access.ts';
import { mayFinishDraft, mayFinishNotes, mayFinishOnBoard } from '#lib/workshop/programme/grace.ts';
import { boardAccess, isSteering, isTakingPart, type Participation } from '#lib/workshop/workshop.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { DocumentAccess } from '../sync/visitor.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { isCofacilitator, listCofacilitators, listHelpedWorkshops } from './facilitator-store.ts';
import { findGuest } from './guest-store.ts';
import { findMember, listMembers, listMemberships } from './member-store.ts';
import * as store from './store.ts';

/** What an actor may do with a live document, asked at connect and again whenever rights change. */
export async function documentAccess(context: Context, actor: Actor, name: string): Promise<DocumentAccess> {
  const document = parseDocumentName(name);
  if (!document || actor.kind === 'nobody') return 'none';
  const workshop = await store.findWorkshop(context.db, { id: document.workshop });
  if (!workshop) return 'none';
  const participation = await participationOf(context.db, actor, workshop);
  if (participation === 'none') return 'none';
  const { kind, room, stage } = workshop;
  const footing = { ...room, stage };
  switch (document.kind) {
    case 'control':
      return 'read';
    // Those who steer see what is on the wall; everybody else sees it there.
    case 'wall':
      return isSteering(participation) ? 'read' : 'none';
    case 'board':
      return mayFinishOnBoard(participation, footing, room.grace, context.clock(), kind)
        ? 'text'
        : boardAccess(participation, stage, { ...room, kind });
    case 'notes':
      return mayFinishNotes(participation, footing, room.grace, context.clock(), kind)
        ? 'text'
        : notesAccess(participation, { ...footing, kind });
    case 'backstage':
      return isSteering(participation) ? 'write' : 'none';
    case 'draft': {
      const access = draftAccess(actor, document.participant, participation, workshop);
      const mayFinish = mayFinishDraft(participation, footing, workshop.room.grace, context.clock());
      return access === 'read' && mayFinish ? 'text' : access;
    }
  }
}

/** What a wall may do with a document [WS120]: it reads what is on it, and the board when a guest may. */
export function wallDocumentAccess(workshop: store.WorkshopRow, name: string): BoardAccess {
  const document = parseDocumentName(name);
  if (document?.workshop !== workshop.id) return 'none';
  if (document.kind === 'wall') return 'read';
  return document.kind === 'board' ? boardAccess('observer', workshop.stage, workshop.room) : 'none';
}

/** A draft belongs to its author alone; nobody else ever receives a byte of it [WS20]. */
function draftAccess(
  actor: Actor,
  participant: string,
  participation: Participation,
  workshop: store.WorkshopRow,
): BoardAccess {
  const isOwn = 'id' in actor && participant === actor.id;
  if (!isOwn || !isTakingPart(participation)) return 'none';
  const isOpen = stepAt(workshop.programme, workshop.position)?.kind === 'write';
  return isOpen && (isSteering(participation) || !workshop.room.isPaused) ? 'write' : 'read';
}

/** How somebody stands to one workshop [WS5]. */
export async function participationOf(
  db: Queries,
  actor: Actor,
  workshop: store.WorkshopRow,
): Promise<Participation> {
  if (actor.kind === 'guest') {
    const guest = await findGuest(db, { id: actor.id });
    if (!guest || guest.isWaiting || guest.workshopId !== workshop.id) return 'none';
    return guest.isObserver ? 'observer' : 'guest';
  }
  if (actor.kind !== 'person') return 'none';
  if (actor.id === workshop.facilitatorId) return 'facilitator';
  if (await isCofacilitator(db, workshop.id, actor.id)) return 'cofacilitator';
  const member = await findMember(db, workshop.id, actor.id);
  // Who made it may take it back at any time [WS14], and so is never outside.
  if (!member) return actor.id === workshop.ownerId ? 'invited' : 'none';
  return member.isObserver ? 'observer' : 'invited';
}

/** Everybody with an account to whom `participationOf` gives a place in a workshop. */
export async function readersOf(db: Queries, workshopId: string): Promise<ReadonlySet<string>> {
  const workshop = await store.findWorkshop(db, { id: workshopId });
  if (!workshop) return new Set();
  const members = await listMembers(db, workshopId);
  const helpers = await listCofacilitators(db, workshopId);
  return new Set([
    workshop.facilitatorId,
    workshop.ownerId,
    ...members.map(({ personId }) => personId),
    ...helpers.map(({ personId }) => personId),
  ]);
}

/** How a person stands to any workshop, from two queries for all of them. */
export async function participationsOf(
  db: Queries,
  personId: string,
): Promise<(workshop: { id: string; facilitatorId: string; ownerId: string }) => Participation> {
  const helped = await listHelpedWorkshops(db, personId);
  const members = new Map(
    (await listMemberships(db, personId)).map(({ workshopId, isObserver }) => [workshopId, isObserver]),
  );
  return ({ id, facilitatorId, ownerId }) => {
    if (facilitatorId === personId) return 'facilitator';
    if (helped.has(id)) return 'cofacilitator';
    const isObserver = members.get(id);
    if (isObserver === undefined) return ownerId === personId ? 'invited' : 'none';
    return isObserver ? 'observer' : 'invited';
  };
}

/** A workshop with what somebody is in it, and what they may do with its board now. */
export interface Readable {
  workshop: store.WorkshopRow;
  participation: Participation;
  access: BoardAccess;
}

/** Whatever is read of a workshop, or sent out of it, comes through here: whoever is not in it is refused [WS5]. */
export async function requireReadable(db: Queries, actor: Actor, id: string): Promise<Readable> {
  requirePermission(actor, 'workshop.takePart');
  const workshop = await store.findWorkshop(db, { id });
  if (!workshop) throw new AppError('not-found');
  const participation = await participationOf(db, actor, workshop);
  if (participation === 'none') throw new AppError('forbidden');
  return {
    workshop,
    participation,
    access: boardAccess(participation, workshop.stage, { ...workshop.room, kind: workshop.kind }),
  };
}

/** The workshop, if this actor steers it, as its facilitator or as their helper [WS12]. */
export async function requireSteered(db: Queries, actor: Actor, id: string): Promise<store.WorkshopRow> {
  const workshop = await store.findWorkshop(db, { id });
  if (!workshop) throw new AppError('not-found');
  if (actor.kind !== 'system' && !isSteering(await participationOf(db, actor, workshop)))
    throw new AppError('forbidden');
  return workshop;
}

/** The workshop, if this actor is its facilitator: a helper may steer, and no more. */
export async function requireFacilitated(db: Queries, actor: Actor, id: string): Promise<store.WorkshopRow> {
  const workshop = await store.findWorkshop(db, { id });
  if (!workshop) throw new AppError('not-found');
  const mayFacilitate =
    actor.kind === 'system' || (actor.kind === 'person' && actor.id === workshop.facilitatorId);
  if (!mayFacilitate) throw new AppError('forbidden');
  return workshop;
}

/** Somebody who takes part, with their standing; observers and strangers are refused. */
export async function requireTakingPart(
  db: Queries,
  actor: Actor,
  id: string,
): Promise<{ workshop: store.WorkshopRow; participation: Participation; id: string; name: string }> {
  const workshop = await store.findWorkshop(db, { id });
  if (!workshop) throw new AppError('not-found');
  const participation = await participationOf(db, actor, workshop);
  if (!isTakingPart(participation) || !('id' in actor)) throw new AppError('forbidden');
  return { workshop, participation, id: actor.id, name: actor.name };
}
