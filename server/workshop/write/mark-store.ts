import type { Queries } from '#server/database/engine.ts';

/** A cause of the silent round and the pseudonym of the hand that wrote it. */
export interface Mark {
  causeId: string;
  writer: string;
}

export async function insertMarks(
  trx: Queries,
  workshopId: string,
  stepId: string,
  marks: readonly Mark[],
): Promise<void> {
  await trx
    .insertInto('silent_mark')
    .values(
      marks.map(({ causeId, writer }) => ({
        workshop_id: workshopId,
        step_id: stepId,
        cause_id: causeId,
        writer,
      })),
    )
    .onConflict((conflict) => conflict.columns(['workshop_id', 'cause_id']).doNothing())
    .execute();
}

/** The marks of a workshop by round. */
export async function listMarks(db: Queries, workshopId: string): Promise<(Mark & { stepId: string })[]> {
  const rows = await db.selectFrom('silent_mark').selectAll().where('workshop_id', '=', workshopId).execute();
  return rows.map((row) => ({ causeId: row.cause_id, writer: row.writer, stepId: row.step_id }));
}
