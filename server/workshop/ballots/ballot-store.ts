import type { Queries } from '#server/database/engine.ts';

/** What one voter gave in one step. */
export interface BallotRow<Content> {
  voterId: string;
  department: string;
  content: Content;
  version: number;
  proxy: { name: string; enteredBy: string } | null;
}

/** All ballots of a step; what they hold is what its commands wrote. */
export async function listBallots<Content>(
  db: Queries,
  workshopId: string,
  stepId: string,
): Promise<BallotRow<Content>[]> {
  const rows = await db
    .selectFrom('workshop_ballot')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .where('step_id', '=', stepId)
    .orderBy('voter_id')
    .execute();
  return rows.map((row) => ({
    voterId: row.voter_id,
    department: row.department,
    content: JSON.parse(row.content) as Content,
    version: row.version,
    proxy: row.proxy_name === null ? null : { name: row.proxy_name, enteredBy: row.entered_by ?? '' },
  }));
}

export async function findBallot<Content>(
  db: Queries,
  key: { workshopId: string; stepId: string; voterId: string },
): Promise<{ content: Content; version: number } | undefined> {
  const row = await db
    .selectFrom('workshop_ballot')
    .select(['content', 'version'])
    .where('workshop_id', '=', key.workshopId)
    .where('step_id', '=', key.stepId)
    .where('voter_id', '=', key.voterId)
    .executeTakeFirst();
  return row && { content: JSON.parse(row.content) as Content, version: row.version };
}

/** Writes a ballot over its version (0: there is none yet). False when another press was faster. */
export async function writeBallot(
  trx: Queries,
  ballot: {
    workshopId: string;
    stepId: string;
    voterId: string;
    department: string;
    content: unknown;
    version: number;
    proxy: { name: string; enteredBy: string } | null;
    atMs: number;
  },
): Promise<boolean> {
  const content = JSON.stringify(ballot.content);
  if (ballot.version === 0) {
    const result = await trx
      .insertInto('workshop_ballot')
      .values({
        workshop_id: ballot.workshopId,
        step_id: ballot.stepId,
        voter_id: ballot.voterId,
        department: ballot.department,
        content,
        version: 1,
        proxy_name: ballot.proxy?.name ?? null,
        entered_by: ballot.proxy?.enteredBy ?? null,
        changed_at_ms: ballot.atMs,
      })
      .onConflict((conflict) => conflict.columns(['workshop_id', 'step_id', 'voter_id']).doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const result = await trx
    .updateTable('workshop_ballot')
    .set({ content, version: ballot.version + 1, changed_at_ms: ballot.atMs })
    .where('workshop_id', '=', ballot.workshopId)
    .where('step_id', '=', ballot.stepId)
    .where('voter_id', '=', ballot.voterId)
    .where('version', '=', ballot.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes a proxy's ballot away; one's own is emptied, never deleted by somebody else. */
export async function deleteProxyBallot(
  trx: Queries,
  key: { workshopId: string; stepId: string; voterId: string },
): Promise<void> {
  await trx
    .deleteFrom('workshop_ballot')
    .where('workshop_id', '=', key.workshopId)
    .where('step_id', '=', key.stepId)
    .where('voter_id', '=', key.voterId)
    .where('proxy_name', 'is not', null)
    .execute();
}
