import {
  LEADER_POINTS,
  type LeaderChecklist,
  type LeaderPoint,
} from '#lib/workshop/prepare/leader-points.ts';
import type { Queries } from '#server/database/engine.ts';
import { oneOf } from '#server/database/stored.ts';

/** What this leader said of themselves for a workshop, and when. */
export async function listLeaderPoints(
  db: Queries,
  workshopId: string,
  leaderId: string,
): Promise<LeaderChecklist['said']> {
  const rows = await db
    .selectFrom('workshop_leader_point')
    .select(['point', 'said_at_ms'])
    .where('workshop_id', '=', workshopId)
    .where('leader_id', '=', leaderId)
    .execute();
  return Object.fromEntries(
    rows.map(({ point, said_at_ms }) => [
      oneOf(LEADER_POINTS, point, 'workshop_leader_point.point', workshopId),
      said_at_ms,
    ]),
  );
}

/** Writes down who says a point; null takes it away. */
export async function writeLeaderPoint(
  trx: Queries,
  workshopId: string,
  { point, leaderId, atMs }: { point: LeaderPoint; leaderId: string | null; atMs: number },
): Promise<void> {
  await trx
    .deleteFrom('workshop_leader_point')
    .where('workshop_id', '=', workshopId)
    .where('point', '=', point)
    .execute();
  if (leaderId === null) return;
  await trx
    .insertInto('workshop_leader_point')
    .values({ workshop_id: workshopId, point, leader_id: leaderId, said_at_ms: atMs })
    .execute();
}
