import { CHECKLIST_PARTS, type ChecklistItem } from '#lib/shifts/day/checklist.ts';
import { SCOPES } from '#lib/shifts/shift.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

/** An item with its place in the list. */
export interface ChecklistRow extends ChecklistItem {
  number: number;
}

/** Both lists, in their order. */
export async function listChecklist(db: Queries): Promise<ChecklistRow[]> {
  const rows = await db
    .selectFrom('shift_checklist_item')
    .selectAll()
    .orderBy('number')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    part: oneOf(CHECKLIST_PARTS, row.part, 'shift_checklist_item.part', row.id),
    scope: row.scope === null ? null : oneOf(SCOPES, row.scope, 'shift_checklist_item.scope', row.id),
    text: row.text,
    number: row.number,
  }));
}

/** False where it is on the list already. */
export async function insertChecklistItem(trx: Queries, item: ChecklistRow): Promise<boolean> {
  const result = await trx
    .insertInto('shift_checklist_item')
    .values(item)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Takes an item off the list; what was ticked before stays. Undefined where there was none. */
export async function deleteChecklistItem(trx: Queries, id: string): Promise<ChecklistRow | undefined> {
  const item = (await listChecklist(trx)).find((row) => row.id === id);
  if (item) await trx.deleteFrom('shift_checklist_item').where('id', '=', id).execute();
  return item;
}

/** What was ticked on a shift, with the words of then. */
export interface TickRow extends Pick<ChecklistItem, 'part' | 'text'> {
  personId: string;
  itemId: string;
  byId: string;
  byName: string;
  atMs: number;
}

/** Everything that was ticked on a tour. */
export async function listTicks(db: Queries, tourId: string): Promise<TickRow[]> {
  const rows = await db
    .selectFrom('shift_tick')
    .innerJoin('person', 'person.id', 'shift_tick.by_id')
    .selectAll('shift_tick')
    .select('person.name')
    .where('shift_tick.shift_id', '=', tourId)
    .orderBy('ticked_at_ms')
    .orderBy('item_id')
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    itemId: row.item_id,
    byId: row.by_id,
    part: oneOf(CHECKLIST_PARTS, row.part, 'shift_tick.part', row.item_id),
    text: row.text,
    byName: row.name,
    atMs: row.ticked_at_ms,
  }));
}

/** Ticks an item; who ticked it first did. */
export async function insertTick(
  trx: Queries,
  tick: { tourId: string; personId: string; byId: string; atMs: number; item: ChecklistItem },
): Promise<void> {
  const { tourId, personId, byId, atMs, item } = tick;
  await trx
    .insertInto('shift_tick')
    .values({
      ...{ shift_id: tourId, person_id: personId, item_id: item.id, part: item.part, text: item.text },
      ...{ by_id: byId, ticked_at_ms: atMs },
    })
    .onConflict((conflict) => conflict.columns(['shift_id', 'person_id', 'item_id']).doNothing())
    .execute();
}

export async function deleteTick(
  trx: Queries,
  { tourId, personId, itemId }: { tourId: string; personId: string; itemId: string },
): Promise<void> {
  await trx
    .deleteFrom('shift_tick')
    .where('shift_id', '=', tourId)
    .where('person_id', '=', personId)
    .where('item_id', '=', itemId)
    .execute();
}
