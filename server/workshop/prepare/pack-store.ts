import * as v from 'valibot';
import { MEASURE_KINDS } from '#lib/base/measure-kind.ts';
import type { PackedInsight } from '#lib/workshop/prepare/evidence-pack.ts';
import type { Queries } from '#server/database/engine.ts';
import { readJson } from '#server/database/stored.ts';

const interval = v.tuple([v.number(), v.number()]);

const StoredEarlier = v.object({
  waveId: v.string(),
  waveName: v.string(),
  fieldedOn: v.string(),
  column: v.string(),
  kind: v.picklist(MEASURE_KINDS),
  value: v.number(),
  interval,
  n: v.number(),
});

/** A packed insight as it is kept: earlier waves with where they come from, and no quotes. */
export interface StoredPackedInsight extends Omit<PackedInsight, 'earlier' | 'quotes'> {
  earlier: readonly v.InferOutput<typeof StoredEarlier>[];
}

/** What was packed by an older version knows neither its measure nor earlier waves. */
const StoredPacked = v.object({
  insightId: v.string(),
  title: v.string(),
  surveyName: v.string(),
  waveName: v.string(),
  fieldedOn: v.string(),
  value: v.number(),
  interval,
  n: v.number(),
  kind: v.optional(v.picklist([...MEASURE_KINDS, 'share'])),
  label: v.optional(v.string()),
  earlier: v.optional(v.array(StoredEarlier), []),
});

/** The figures of a workshop's evidence pack in their order. */
export async function listPack(db: Queries, workshopId: string): Promise<StoredPackedInsight[]> {
  const rows = await db
    .selectFrom('workshop_insight')
    .select(['id', 'content'])
    .where('workshop_id', '=', workshopId)
    .orderBy('position')
    .orderBy('added_at_ms')
    .orderBy('id')
    .execute();
  return rows.map(({ id, content }) => ({
    ...readJson(StoredPacked, content, 'workshop_insight.content', id),
    id,
  }));
}

/** Puts a figure at the end of the pack; one that is in stays as it is. */
export async function insertPacked(
  trx: Queries,
  workshopId: string,
  packed: StoredPackedInsight,
  at: { position: number; atMs: number },
): Promise<void> {
  const { id, ...content } = packed;
  await trx
    .insertInto('workshop_insight')
    .values({
      id,
      workshop_id: workshopId,
      insight_id: packed.insightId,
      position: at.position,
      content: JSON.stringify(content),
      added_at_ms: at.atMs,
    })
    .onConflict((conflict) => conflict.columns(['workshop_id', 'insight_id']).doNothing())
    .execute();
}

/** Writes the order of all figures of a pack. */
export async function orderPack(trx: Queries, workshopId: string, ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries()) {
    await trx
      .updateTable('workshop_insight')
      .set({ position })
      .where('workshop_id', '=', workshopId)
      .where('id', '=', id)
      .execute();
  }
}

/** Returns what stood where; undefined when it is not in this pack. */
export async function deletePacked(
  trx: Queries,
  workshopId: string,
  id: string,
): Promise<{ insightId: string; position: number; addedAtMs: number } | undefined> {
  const row = await trx
    .deleteFrom('workshop_insight')
    .where('workshop_id', '=', workshopId)
    .where('id', '=', id)
    .returning(['insight_id', 'position', 'added_at_ms'])
    .executeTakeFirst();
  return row && { insightId: row.insight_id, position: row.position, addedAtMs: row.added_at_ms };
}

/** The workshops whose pack has one of these insights of a wave, or a figure of it among those of earlier waves. */
export async function listWorkshopsPacking(
  db: Queries,
  waveId: string,
  insightIds: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('workshop_insight')
    .select('workshop_id')
    .distinct()
    .where((eb) =>
      eb.or([
        ...(insightIds.length > 0 ? [eb('insight_id', 'in', insightIds)] : []),
        eb('content', 'like', `%"waveId":${JSON.stringify(waveId)}%`),
      ]),
    )
    .execute();
  return rows.map((row) => row.workshop_id);
}
