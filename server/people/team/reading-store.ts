import type { Queries } from '../../database/engine.ts';

/** An approval for which the list is to be read again. */
export interface TeamReadingRow {
  projectId: string;
  submission: number;
  askedAtMs: number;
}

/** Once an approval, whatever is repeated. */
export async function insertReading(trx: Queries, reading: TeamReadingRow): Promise<void> {
  await trx
    .insertInto('team_reading')
    .values({
      ...{ project_id: reading.projectId, submission: reading.submission },
      ...{ asked_at_ms: reading.askedAtMs, read_by: null, read_at_ms: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What was not read yet is asked no longer. */
export async function deleteUnread(trx: Queries, projectId: string, submission: number): Promise<void> {
  await trx
    .deleteFrom('team_reading')
    .where('project_id', '=', projectId)
    .where('submission', '=', submission)
    .where('read_by', 'is', null)
    .execute();
}

/** Approvals for which nobody has read the list yet, the oldest first. */
export async function listUnreadTeam(db: Queries): Promise<TeamReadingRow[]> {
  const rows = await db
    .selectFrom('team_reading')
    .selectAll()
    .where('read_by', 'is', null)
    .orderBy('asked_at_ms')
    .execute();
  return rows.map(({ project_id, submission, asked_at_ms }) => ({
    ...{ projectId: project_id, submission, askedAtMs: Number(asked_at_ms) },
  }));
}

/** False when somebody read it before, or it is asked no longer. */
export async function keepReading(
  trx: Queries,
  { projectId, submission }: Pick<TeamReadingRow, 'projectId' | 'submission'>,
  by: { id: string; atMs: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('team_reading')
    .set({ read_by: by.id, read_at_ms: by.atMs })
    .where('project_id', '=', projectId)
    .where('submission', '=', submission)
    .where('read_by', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
