import type { ActionOf } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import { isActionOf } from '#lib/live/domain-event.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import type { WorkshopContext } from './workshop-context.ts';
import type { Queries } from '../database/engine.ts';
import * as store from './store.ts';

/** How often a change is made again on the newer state, when two facilitators press at once. */
const TRIES = 4;

/** A change of a workshop relative to what it is now; `decide` refuses by throwing. */
export interface Change {
  find: (trx: Queries) => Promise<store.WorkshopRow>;
  decide: (workshop: store.WorkshopRow) => store.WorkshopChange;
  /** What else belongs to it: `workshop` is as it was before, `written` what was changed of it. */
  also?: (trx: Queries, workshop: store.WorkshopRow, written: store.WorkshopChange) => Promise<void>;
  /** What the audit log keeps besides who and when. */
  details?: (workshop: store.WorkshopRow, written: store.WorkshopChange) => Record<string, unknown>;
  /** Ids of the people whom it is done to. */
  whom?: readonly string[];
}

/**
 * Changes a workshop in one transaction with its audit entry, and tells the room. `decide` may run again on
 * a newer state.
 */
export async function changeWorkshop(
  context: WorkshopContext,
  actor: Actor,
  action: ActionOf<'workshop'>,
  change: Change,
): Promise<store.WorkshopRow> {
  for (let tries = 1; ; tries++) {
    const changed = await context.database.transaction((trx) =>
      writeChange(context, trx, actor, action, change),
    );
    if (changed) {
      await tellEverybody(context, changed.id, action);
      return changed;
    }
    if (tries === TRIES) throw new AppError('stale');
  }
}

/** The same in a transaction that is under way; returns how everybody is told after its commit. */
export async function changeWithin(
  context: WorkshopContext,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'workshop'>,
  change: Change,
): Promise<() => Promise<void>> {
  const changed = await writeChange(context, trx, actor, action, change);
  if (!changed) throw new AppError('stale');
  return () => tellEverybody(context, changed.id, action);
}

/** Undefined where somebody else was faster. */
async function writeChange(
  context: WorkshopContext,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'workshop'>,
  change: Change,
): Promise<store.WorkshopRow | undefined> {
  const workshop = await change.find(trx);
  const written = change.decide(workshop);
  if (!(await store.updateWorkshop(trx, workshop.id, workshop.version, written))) return undefined;
  await change.also?.(trx, workshop, written);
  const details = change.details?.(workshop, written);
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `workshop.${action}`,
    subject: { kind: 'workshop', id: workshop.id },
    ...(change.whom && { whom: change.whom }),
    ...(details && { details }),
  });
  return workshop;
}

/** After a change: the room reads it, rights are asked again, and pages refresh. */
async function tellEverybody(context: WorkshopContext, workshopId: string, action: string): Promise<void> {
  await context.control.tell(workshopId);
  await context.rooms.recheckWorkshop(workshopId);
  // What only the room shows (timer, spotlight, holds, mood) it has from its own document.
  if (isActionOf('workshop', action)) context.bus.tell({ kind: 'workshop', id: workshopId, action });
}
