import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { walkCauses } from '#lib/ishikawa/fishbone.ts';
import type { Evidence } from '#lib/workshop/evidence/evidence.ts';
import { isNamelessKind } from '#lib/workshop/meeting-kind.ts';
import { isSteering, type Participation } from '#lib/workshop/workshop.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import type { Queries } from '#server/database/engine.ts';
import { boardName } from '../board.ts';
import * as evidenceStore from './evidence-store.ts';
import type { WorkshopRow } from '../store.ts';

/** More evidence than this on one cause is a report, not a board. */
export const MOST_EVIDENCE = 40;

/** Keeps a piece of evidence and tells the room; `also` writes what belongs to it, in the same transaction. */
export async function hangEvidence(
  context: WorkshopContext,
  me: { id: string; name: string; workshop: WorkshopRow },
  causeId: string,
  evidence: Evidence,
  also?: (trx: Queries, evidenceId: string) => Promise<void>,
): Promise<void> {
  const workshopId = me.workshop.id;
  const id = newId();
  await context.database.transaction(async (trx) => {
    requirePlace(await evidenceStore.listEvidenceOf(trx, workshopId, causeId));
    await evidenceStore.insertEvidence(trx, {
      id,
      workshopId,
      causeId,
      evidence,
      byId: me.id,
      byName: me.name,
      atMs: context.clock(),
    });
    await also?.(trx, id);
  });
  await context.control.tell(workshopId);
}

export function requirePlace(hanging: readonly unknown[]): void {
  if (hanging.length >= MOST_EVIDENCE)
    throw new AppError('conflict', { reason: 'evidence.full', values: { limit: MOST_EVIDENCE } });
}

/** Refuses what a closed, paused or not yet opened workshop does not take. */
export function requireOpenRoom(me: { workshop: WorkshopRow; participation: Participation }): void {
  const { stage, room } = me.workshop;
  if (stage === 'closed') throw new AppError('read-only');
  if (stage === 'prepare' && !isSteering(me.participation)) throw new AppError('forbidden');
  // What hangs on a line has its writer's name beside it.
  if (isNamelessKind(me.workshop.kind) && !isSteering(me.participation))
    throw new AppError('read-only', { reason: 'meeting.nameless' });
  if (room.isPaused && !isSteering(me.participation))
    throw new AppError('read-only', { reason: 'room.paused' });
}

/** The cause itself: a twin's evidence hangs on its original. */
export async function requireOriginal(
  context: WorkshopContext,
  workshopId: string,
  causeId: string,
): Promise<{ authorId: string | null }> {
  const found = await context.rooms.read(boardName(workshopId), (doc) => {
    for (const { node } of walkCauses(readFishbone(openFishbone(doc)).fishbone))
      if (node.id === causeId) return { authorId: node.authorId };
    return undefined;
  });
  if (!found) throw new AppError('not-found', { reason: 'ballots.vote.unknown-cause' });
  return found;
}
