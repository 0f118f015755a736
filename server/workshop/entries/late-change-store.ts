import {
  HandedInSchema,
  isNameless,
  type HandedIn,
  type LateChange,
} from '#lib/workshop/entries/late-change.ts';
import type { Queries } from '#server/database/engine.ts';
import { readJson } from '#server/database/stored.ts';

/** The tray of a workshop, in the order in which it filled. */
export async function listLateChanges(db: Queries, workshopId: string): Promise<LateChange[]> {
  const rows = await db
    .selectFrom('workshop_late_change')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .orderBy('at_ms')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...readJson(HandedInSchema, row.change, 'workshop_late_change.change', row.id),
    id: row.id,
    by: row.by_id === null ? null : { id: row.by_id, name: row.by_name },
  }));
}

export async function insertLateChange(
  trx: Queries,
  workshopId: string,
  items: readonly { id: string; change: HandedIn }[],
  from: { by: { id: string; name: string } | null; writer: string | null; atMs: number },
): Promise<void> {
  await trx
    .insertInto('workshop_late_change')
    .values(
      items.map(({ id, change }, index) => ({
        id,
        workshop_id: workshopId,
        change: JSON.stringify(change),
        by_id: isNameless(change) ? null : (from.by?.id ?? null),
        by_name: isNameless(change) ? '' : (from.by?.name ?? ''),
        at_ms: from.atMs + index, // keeps their order
        writer: from.writer,
      })),
    )
    .execute();
}

/** Takes it out of the tray; undefined when somebody else decided about it meanwhile. */
export function deleteLateChange(
  trx: Queries,
  workshopId: string,
  id: string,
): Promise<{ writer: string | null } | undefined> {
  return trx
    .deleteFrom('workshop_late_change')
    .where('workshop_id', '=', workshopId)
    .where('id', '=', id)
    .returning('writer')
    .executeTakeFirst();
}
