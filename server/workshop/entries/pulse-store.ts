import type { Queries } from '#server/database/engine.ts';

export async function listPulseAnswers(db: Queries, workshopId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('workshop_pulse')
    .select('value')
    .where('workshop_id', '=', workshopId)
    .orderBy('value')
    .execute();
  return rows.map(({ value }) => value);
}

export async function findPulseAnswer(
  db: Queries,
  workshopId: string,
  participantId: string,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('workshop_pulse')
    .select('value')
    .where('workshop_id', '=', workshopId)
    .where('participant_id', '=', participantId)
    .executeTakeFirst();
  return row?.value;
}

export async function writePulseAnswer(
  trx: Queries,
  answer: { workshopId: string; participantId: string; value: number },
): Promise<void> {
  await trx
    .insertInto('workshop_pulse')
    .values({
      workshop_id: answer.workshopId,
      participant_id: answer.participantId,
      value: answer.value,
    })
    .onConflict((conflict) =>
      conflict.columns(['workshop_id', 'participant_id']).doUpdateSet({ value: answer.value }),
    )
    .execute();
}

/** Who answered what is forgotten. */
export async function clearPulseAnswers(trx: Queries, workshopId: string): Promise<void> {
  await trx.deleteFrom('workshop_pulse').where('workshop_id', '=', workshopId).execute();
}
