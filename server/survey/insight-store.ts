import type { Queries } from '../database/engine.ts';

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
