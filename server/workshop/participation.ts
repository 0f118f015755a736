import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import { parseDocumentName } from '#lib/sync/document-name.ts';
import { boardAccess, type BoardAccess, type Participation } from '#lib/workshop/workshop.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import * as store from './store.ts';

/** What an actor may do with a live document, asked at connect and again whenever rights change. */
export async function documentAccess(context: Context, actor: Actor, name: string): Promise<BoardAccess> {
  const document = parseDocumentName(name);
  if (!document || actor.kind === 'nobody') return 'none';
  const workshop = await store.findWorkshop(context.db, { id: document.workshop });
  if (!workshop) return 'none';
  const participation = await participationOf(context, actor, workshop);
  if (participation === 'none') return 'none';
  if (document.kind === 'control') return 'read';
  if (document.kind === 'board') return boardAccess(participation, workshop.step);
  // A draft belongs to its author alone; nobody else ever receives a byte of it.
  return 'id' in actor && document.participant === actor.id && workshop.step === 'causes' ? 'write' : 'none';
}

/** How somebody stands to one workshop [WS5]. */
export async function participationOf(
  context: Context,
  actor: Actor,
  workshop: store.WorkshopRow,
): Promise<Participation> {
  if (actor.kind === 'guest') return actor.workshopId === workshop.id ? 'guest' : 'none';
  if (actor.kind !== 'person') return 'none';
  if (actor.id === workshop.facilitatorId) return 'facilitator';
  return (await store.isMember(context.db, workshop.id, actor.id)) ? 'invited' : 'none';
}

/** The workshop, if this actor facilitates it: another lead may look but not steer. */
export async function requireFacilitated(db: Queries, actor: Actor, id: string): Promise<store.WorkshopRow> {
  const workshop = await store.findWorkshop(db, { id });
  if (!workshop) throw new AppError('not-found');
  const mayFacilitate =
    actor.kind === 'system' || (actor.kind === 'person' && actor.id === workshop.facilitatorId);
  if (!mayFacilitate) throw new AppError('forbidden');
  return workshop;
}
