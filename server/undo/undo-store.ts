import type * as v from 'valibot';
import type { Queries } from '../database/engine.ts';
import { readJson } from '../database/stored.ts';

/** A press that ended something. */
export interface UndoRow {
  id: string;
  byId: string;
  kind: string;
  /** JSON. */
  kept: string;
}

export async function insertUndo(trx: Queries, undo: UndoRow & { pressedAtMs: number }): Promise<void> {
  await trx
    .insertInto('undo')
    .values({
      id: undo.id,
      by_id: undo.byId,
      kind: undo.kind,
      kept: undo.kept,
      pressed_at_ms: undo.pressedAtMs,
    })
    .execute();
}

/** Takes what a press ended, once: a second time there is nothing to take back. */
export async function takeUndo(trx: Queries, id: string): Promise<UndoRow | undefined> {
  const row = await trx.deleteFrom('undo').where('id', '=', id).returningAll().executeTakeFirst();
  return row && { id: row.id, byId: row.by_id, kind: row.kind, kept: row.kept };
}

/** What was kept, as its domain wrote it. */
export function readKept<const Schema extends v.GenericSchema>(
  schema: Schema,
  { id, kept }: UndoRow,
): v.InferOutput<Schema> {
  return readJson(schema, kept, 'undo.kept', id);
}

/** What nobody takes back any more is forgotten. */
export async function forgetUndos(db: Queries, beforeMs: number): Promise<void> {
  await db.deleteFrom('undo').where('pressed_at_ms', '<', beforeMs).execute();
}
