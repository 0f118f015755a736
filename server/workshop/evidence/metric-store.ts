import type { HeadMetric } from '#lib/workshop/evidence/head-metric.ts';
import type { Queries } from '#server/database/engine.ts';

/** What is kept of a metric besides who bound it and when. */
type MetricFacts = Omit<HeadMetric, 'byName' | 'atMs' | 'version'>;

export async function findMetric(db: Queries, workshopId: string): Promise<HeadMetric | undefined> {
  const row = await db
    .selectFrom('workshop_metric')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .executeTakeFirst();
  if (!row) return undefined;
  const facts = JSON.parse(row.content) as MetricFacts; // written by writeMetric
  return { ...facts, byName: row.by_name, atMs: row.at_ms, version: row.version };
}

export async function writeMetric(
  trx: Queries,
  workshopId: string,
  { byName, atMs, version, ...facts }: HeadMetric,
  byId: string,
): Promise<void> {
  const values = { content: JSON.stringify(facts), by_id: byId, by_name: byName, at_ms: atMs, version };
  await trx
    .insertInto('workshop_metric')
    .values({ workshop_id: workshopId, ...values })
    .onConflict((conflict) => conflict.column('workshop_id').doUpdateSet(values))
    .execute();
}

export async function deleteMetric(trx: Queries, workshopId: string): Promise<void> {
  await trx.deleteFrom('workshop_metric').where('workshop_id', '=', workshopId).execute();
}
