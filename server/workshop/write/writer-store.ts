import type { Queries } from '#server/database/engine.ts';

/** A cause of the silent round and the pseudonym of the hand that wrote it. */
export interface SilentWriter {
  causeId: string;
  writer: string;
}

export async function insertWriters(
  trx: Queries,
  workshopId: string,
  stepId: string,
  writers: readonly SilentWriter[],
): Promise<void> {
  await trx
    .insertInto('silent_writer')
    .values(
      writers.map(({ causeId, writer }) => ({
        workshop_id: workshopId,
        step_id: stepId,
        cause_id: causeId,
        writer,
      })),
    )
    .onConflict((conflict) => conflict.columns(['workshop_id', 'cause_id']).doNothing())
    .execute();
}

/** The writers of a workshop's causes, by step. */
export async function listWriters(
  db: Queries,
  workshopId: string,
): Promise<(SilentWriter & { stepId: string })[]> {
  const rows = await db
    .selectFrom('silent_writer')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .execute();
  return rows.map((row) => ({ causeId: row.cause_id, writer: row.writer, stepId: row.step_id }));
}
