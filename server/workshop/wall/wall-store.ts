import { asId } from '#lib/base/ids.ts';
import type { WorkshopId } from '#lib/workshop/workshop.ts';
import type { Queries } from '#server/database/engine.ts';

/** An address under which the wall of a workshop can be opened; its code is not kept. */
export interface WallRow {
  id: string;
  workshopId: WorkshopId;
  openedAtMs: number;
  /** Null while it can be opened. */
  endedAtMs: number | null;
}

export async function insertWall(
  trx: Queries,
  wall: { id: string; workshopId: string; tokenHash: string; openedAtMs: number },
): Promise<void> {
  await trx
    .insertInto('workshop_wall')
    .values({
      id: wall.id,
      workshop_id: wall.workshopId,
      token_hash: wall.tokenHash,
      opened_at_ms: wall.openedAtMs,
      ended_at_ms: null,
    })
    .execute();
}

export async function findWallByHash(db: Queries, tokenHash: string): Promise<WallRow | undefined> {
  const row = await db
    .selectFrom('workshop_wall')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      workshopId: asId<'workshop'>(row.workshop_id),
      openedAtMs: row.opened_at_ms,
      endedAtMs: row.ended_at_ms,
    }
  );
}

/** Whether a workshop ever had a wall: then its document is kept true, to its end. */
export async function hasWalls(db: Queries, workshopId: string): Promise<boolean> {
  const row = await db
    .selectFrom('workshop_wall')
    .select('id')
    .where('workshop_id', '=', workshopId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The addresses that can be opened, the oldest first. */
export async function listOpenWalls(
  db: Queries,
  workshopId: string,
  openedSinceMs: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('workshop_wall')
    .select('id')
    .where('workshop_id', '=', workshopId)
    .where('ended_at_ms', 'is', null)
    .where('opened_at_ms', '>', openedSinceMs)
    .orderBy('opened_at_ms')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Ends some walls of a workshop, or all of them. */
export async function endWallsOf(
  trx: Queries,
  workshopId: string,
  endedAtMs: number,
  ids?: readonly string[],
): Promise<void> {
  let ending = trx
    .updateTable('workshop_wall')
    .set({ ended_at_ms: endedAtMs })
    .where('workshop_id', '=', workshopId)
    .where('ended_at_ms', 'is', null);
  if (ids) ending = ending.where('id', 'in', ids);
  await ending.execute();
}
