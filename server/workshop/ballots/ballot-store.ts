import type { Selectable } from 'kysely';
import * as v from 'valibot';
import type { Queries } from '#server/database/engine.ts';
import { readJson } from '#server/database/stored.ts';
import type { Tables } from '#server/database/tables.ts';

/** What one voter gave in one step. */
export interface BallotRow<Content> {
  voterId: string;
  department: string;
  content: Content;
  version: number;
  proxy: { name: string; enteredBy: string } | null;
}

/** `workshop_ballot.content` of a vote: dots by cause. */
export const StoredDots = v.record(v.string(), v.number());
/** `workshop_ballot.content` of a rating: ratings by cause. */
export const StoredRatings = v.record(v.string(), v.object({ importance: v.number(), urgency: v.number() }));

/** All ballots of a step, which hold what its kind takes: StoredDots or StoredRatings. */
export async function listBallots<const Schema extends v.GenericSchema>(
  db: Queries,
  schema: Schema,
  workshopId: string,
  stepId: string,
): Promise<BallotRow<v.InferOutput<Schema>>[]> {
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
    content: readContent(schema, row),
    version: row.version,
    proxy: row.proxy_name === null ? null : { name: row.proxy_name, enteredBy: row.entered_by ?? '' },
  }));
}

export async function findBallot<const Schema extends v.GenericSchema>(
  db: Queries,
  schema: Schema,
  key: { workshopId: string; stepId: string; voterId: string },
): Promise<{ content: v.InferOutput<Schema>; version: number } | undefined> {
  const row = await db
    .selectFrom('workshop_ballot')
    .selectAll()
    .where('workshop_id', '=', key.workshopId)
    .where('step_id', '=', key.stepId)
    .where('voter_id', '=', key.voterId)
    .executeTakeFirst();
  return row && { content: readContent(schema, row), version: row.version };
}

function readContent<const Schema extends v.GenericSchema>(
  schema: Schema,
  row: Pick<Tables['workshop_ballot'], 'workshop_id' | 'step_id' | 'voter_id' | 'content'>,
): v.InferOutput<Schema> {
  const key = `${row.workshop_id}/${row.step_id}/${row.voter_id}`;
  return readJson(schema, row.content, 'workshop_ballot.content', key);
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

/** Takes a proxy's ballot away and returns its row, as it is put back; one's own is emptied, never deleted by somebody else. */
export async function deleteProxyBallot(
  trx: Queries,
  key: { workshopId: string; stepId: string; voterId: string },
): Promise<Selectable<Tables['workshop_ballot']> | undefined> {
  return trx
    .deleteFrom('workshop_ballot')
    .where('workshop_id', '=', key.workshopId)
    .where('step_id', '=', key.stepId)
    .where('voter_id', '=', key.voterId)
    .where('proxy_name', 'is not', null)
    .returningAll()
    .executeTakeFirst();
}

/** False when a ballot of this number was entered meanwhile. */
export async function putBallotBack(
  trx: Queries,
  row: Selectable<Tables['workshop_ballot']>,
): Promise<boolean> {
  const result = await trx
    .insertInto('workshop_ballot')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workshop_id', 'step_id', 'voter_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
