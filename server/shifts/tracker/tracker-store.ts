import type { Tracked } from '#lib/shifts/tracker/tracked.ts';
import { piecesOf } from '../../database/pieces-of.ts';
import type { Queries } from '../../database/engine.ts';

/** A finding with where it stands in another tracker. */
export interface TrackedFindingRow {
  id: string;
  roundId: string;
  personId: string;
  text: string;
  tracked: Tracked;
}

/** Every finding, whatever its round: a list of a tracker knows no rounds. */
export async function listTrackedFindings(db: Queries): Promise<TrackedFindingRow[]> {
  const rows = await db
    .selectFrom('finding')
    .select(['id', 'round_id', 'person_id', 'text', 'tracker_key', 'tracker_status'])
    .select(['fixed_version', 'is_fixed'])
    .orderBy('reported_at_ms')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, roundId: row.round_id, personId: row.person_id, text: row.text },
    tracked: {
      ...{ key: row.tracker_key, status: row.tracker_status, version: row.fixed_version },
      isFixed: row.is_fixed === 1,
    },
  }));
}

export async function setTracked(trx: Queries, findingId: string, tracked: Tracked): Promise<void> {
  await trx
    .updateTable('finding')
    .set({
      ...{ tracker_key: tracked.key, tracker_status: tracked.status, fixed_version: tracked.version },
      is_fixed: tracked.isFixed ? 1 : 0,
    })
    .where('id', '=', findingId)
    .execute();
}

/** Takes findings for the rest of a transaction, in one order: of two lists at once the later one finds what the first did. */
export async function holdFindings(trx: Queries, findingIds: readonly string[]): Promise<void> {
  for (const piece of piecesOf(findingIds.toSorted()))
    await trx
      .updateTable('finding')
      .set((eb) => ({ asked_times: eb.ref('asked_times') }))
      .where('id', 'in', piece)
      .execute();
}
