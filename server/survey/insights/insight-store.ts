import { isMeasured, type InsightEvidence, type InsightQuestion } from '#lib/survey/insights/insight.ts';
import type { Queries } from '#server/database/engine.ts';
import { selectInsights, toInsight, type StoredInsight } from '../store.ts';

/** Whether a question is about all who answered, each counted once. */
export function isOfEverybody(question: InsightQuestion): boolean {
  if (!isMeasured(question)) return false;
  return question.segment === null && question.weight === null && (question.filters ?? []).length === 0;
}

/** The insights of a wave, the newest first. */
export async function listInsightsOfWave(db: Queries, waveId: string): Promise<StoredInsight[]> {
  return (await selectInsights(db).where('insight.wave_id', '=', waveId).execute()).map(toInsight);
}

/** Those of these insights that there are, the newest first. */
export async function listInsightsById(db: Queries, ids: readonly string[]): Promise<StoredInsight[]> {
  if (ids.length === 0) return [];
  return (await selectInsights(db).where('insight.id', 'in', ids).execute()).map(toInsight);
}

/** Waves with insights about which nobody has decided yet. */
export async function listWavesOfAsked(db: Queries): Promise<string[]> {
  const rows = await db
    .selectFrom('insight')
    .select('wave_id')
    .distinct()
    .where('figure_state', '=', 'asked')
    .execute();
  return rows.map((row) => row.wave_id);
}

export async function writeFigureState(
  trx: Queries,
  id: string,
  state: StoredInsight['figureState'],
): Promise<void> {
  await trx.updateTable('insight').set({ figure_state: state }).where('id', '=', id).execute();
}

/** Writes what stands behind an insight, and whether its question names what the wave no longer holds. */
export async function writeEvidence(
  trx: Queries,
  id: string,
  evidence: InsightEvidence,
  isNameLost: boolean,
): Promise<void> {
  await trx
    .updateTable('insight')
    .set({ evidence: JSON.stringify({ ...evidence, isNameLost }) })
    .where('id', '=', id)
    .execute();
}

/** False when the version is no longer the newest, or the insight is gone: nothing was written then. */
export async function updateInsight(
  trx: Queries,
  id: string,
  version: number,
  change: { title: string; note: string; changedBy: string; changedAtMs: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('insight')
    .set({
      title: change.title,
      note: change.note,
      changed_by: change.changedBy,
      changed_at_ms: change.changedAtMs,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function listInsightIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('insight').select('id').execute()).map(({ id }) => id);
}

/** What their authors wrote of these insights. */
export async function listInsightTexts(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; title: string; note: string; createdAtMs: number }[]> {
  return db
    .selectFrom('insight')
    .select(['id', 'title', 'note', 'created_at_ms as createdAtMs'])
    .where('id', 'in', ids)
    .execute();
}
