import type { Insertable } from 'kysely';
import type { HeadMetric } from '#lib/workshop/evidence/head-metric.ts';
import type { Queries } from '#server/database/engine.ts';
import { readJson } from '#server/database/stored.ts';
import type { Tables } from '#server/database/tables.ts';
import { StoredMetric } from './stored-evidence.ts';

export async function findMetric(db: Queries, workshopId: string): Promise<HeadMetric | undefined> {
  const row = await db
    .selectFrom('workshop_metric')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .executeTakeFirst();
  if (!row) return undefined;
  const facts = readJson(StoredMetric, row.content, 'workshop_metric.content', workshopId);
  return { ...facts, byName: row.by_name, atMs: row.at_ms, version: row.version };
}

export async function writeMetric(
  trx: Queries,
  workshopId: string,
  { byName, atMs, version, ...facts }: HeadMetric,
  byId: string,
): Promise<void> {
  const values: Omit<Insertable<Tables['workshop_metric']>, 'workshop_id'> = {
    content: JSON.stringify(facts),
    by_id: byId,
    by_name: byName,
    at_ms: atMs,
    version,
  };
  await trx
    .insertInto('workshop_metric')
    .values({ workshop_id: workshopId, ...values })
    .onConflict((conflict) => conflict.column('workshop_id').doUpdateSet(values))
    .execute();
}

export async function deleteMetric(trx: Queries, workshopId: string): Promise<void> {
  await trx.deleteFrom('workshop_metric').where('workshop_id', '=', workshopId).execute();
}
