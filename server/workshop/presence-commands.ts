import type { Queries } from '#server/database/engine.ts';
import { listCofacilitators } from './facilitator-store.ts';
import { listMembers } from './member-store.ts';
import { findWorkshop } from './store.ts';

/** Those of the organisation who led a workshop, helped, or were in its room [WS156] [WS173]. */
export async function listTookPart(
  db: Queries,
  workshop: { id: string; facilitatorId: string },
): Promise<ReadonlySet<string>> {
  const came = (await listMembers(db, workshop.id)).filter(({ enteredAtMs }) => enteredAtMs !== null);
  const helped = await listCofacilitators(db, workshop.id);
  return new Set([workshop.facilitatorId, ...[...came, ...helped].map(({ personId }) => personId)]);
}

/** The same by the workshop's id, for other domains; of one that is gone nobody did. */
export async function listTookPartIn(db: Queries, workshopId: string): Promise<ReadonlySet<string>> {
  const workshop = await findWorkshop(db, { id: workshopId });
  return workshop ? listTookPart(db, workshop) : new Set();
}
