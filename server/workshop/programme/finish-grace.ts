import type { WorkshopStep } from '#lib/workshop/step.ts';
import { isAfterSilence } from '#lib/workshop/step.ts';
import { stepAt } from '#lib/workshop/programme/programme.ts';
import type { Queries } from '#server/database/engine.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { readNotesForSeal } from '../meeting/notes.ts';
import { insertSeal } from '../seals/seal-store.ts';
import { readBoardForSeal } from '../seals/seal.ts';
import * as store from '../store.ts';
import { revealDrafts } from '../write/reveal.ts';

/**
 * Seals and reveals what a step waited with until everybody had finished [WS107]. Can be called at any time
 * and by several processes: what is done is passed over, what was cut off is done now, and nothing twice.
 */
export async function finishGrace(context: WorkshopContext, workshopId: string): Promise<void> {
  await changeGrace(context, workshopId, async (_trx, { phase }) => (phase === 'typing' ? 'closing' : phase));
  // The pen is gone in the database; now here, and what was written until now is stored.
  await context.rooms.endFinishing(workshopId);
  const board = await readBoardForSeal(context.rooms, workshopId);
  const notes = await readNotesForSeal(context.rooms, workshopId);
  await changeGrace(context, workshopId, async (trx, grace, workshop) => {
    const left = grace.left === null ? undefined : stepAt(workshop.programme, grace.left);
    if (grace.phase === 'closing' && left)
      await insertSeal(
        trx,
        workshop,
        { step: sealedStep(left), board, ...sealedNotes(notes) },
        context.clock(),
      );
    return 'sealed';
  });
  const workshop = await store.findWorkshop(context.db, { id: workshopId });
  if (workshop?.room.grace) {
    await showDrafts(context, workshop, stepAt(workshop.programme, workshop.room.grace.left ?? 'prepare'));
    await changeGrace(context, workshopId, async () => null);
  }
  await context.control.tell(workshopId);
  await context.rooms.recheckWorkshop(workshopId);
  context.bus.tell({ kind: 'workshop', id: workshopId, action: 'move' });
}

/** Ends what a restart or another process left open. */
export async function finishOldGraces(context: WorkshopContext): Promise<void> {
  for (const id of await store.listInGrace(context.db)) await context.graces.finish(id);
}

/** Puts what was written in silence on the board, where the room is past the silence [WS21]. */
export async function showDrafts(
  context: WorkshopContext,
  workshop: store.WorkshopRow,
  left: WorkshopStep | undefined,
): Promise<void> {
  if (!isAfterSilence(workshop.stage)) return;
  const shown = await revealDrafts(context, workshop);
  // Nothing seals the board after the end: what only came onto it now gets a seal of its own.
  if (shown === 0 || workshop.stage !== 'closed' || !left) return;
  const board = await readBoardForSeal(context.rooms, workshop.id);
  const notes = await readNotesForSeal(context.rooms, workshop.id);
  const content = { step: sealedStep(left), board, ...sealedNotes(notes) };
  await context.database.transaction((trx) => insertSeal(trx, workshop, content, context.clock()));
}

/** What a seal keeps of a step. */
export function sealedStep({ id, kind, title, minutes, spentMs }: WorkshopStep) {
  return { id, kind, title, minutes, spentMs };
}

/** What a seal keeps of the notes; a room without any is sealed as before there were notes. */
export function sealedNotes(notes: string): { notes?: string } {
  return notes.trim() === '' ? {} : { notes };
}

type Grace = NonNullable<store.WorkshopRow['room']['grace']>;

/** Moves the grace of a workshop on to another phase, or to its end; done where there is none. */
async function changeGrace(
  context: WorkshopContext,
  workshopId: string,
  change: (trx: Queries, grace: Grace, workshop: store.WorkshopRow) => Promise<Grace['phase'] | null>,
): Promise<void> {
  let isDone = false;
  // Somebody who changes the workshop meanwhile (a hand, the timer) is as quick as this: it ends.
  while (!isDone) {
    isDone = await context.database.transaction(async (trx) => {
      await store.holdWorkshop(trx, workshopId);
      const workshop = await store.findWorkshop(trx, { id: workshopId });
      const grace = workshop?.room.grace;
      if (!workshop || !grace) return true;
      const phase = await change(trx, grace, workshop);
      const room = { ...workshop.room, grace: phase && { ...grace, phase } };
      return store.updateWorkshop(trx, workshop.id, workshop.version, { room });
    });
  }
}
