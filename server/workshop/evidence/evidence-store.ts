import type { Insertable } from 'kysely';
import {
  CAUSE_STATUSES,
  type CauseCheck,
  type CauseEvidence,
  type CauseStatus,
  type Evidence,
} from '#lib/workshop/evidence/evidence.ts';
import type { Queries } from '#server/database/engine.ts';
import { oneOf, readJson } from '#server/database/stored.ts';
import type { Tables } from '#server/database/tables.ts';
import { StoredEvidence } from './stored-evidence.ts';

function statusOf(row: { workshop_id: string; cause_id: string; status: string }): CauseStatus {
  return oneOf(CAUSE_STATUSES, row.status, 'cause_check.status', `${row.workshop_id}/${row.cause_id}`);
}

function evidenceOf(row: { id: string; content: string }): Evidence {
  return readJson(StoredEvidence, row.content, 'cause_evidence.content', row.id);
}

/** What was decided about the causes of a workshop, by cause. */
export async function listChecks(db: Queries, workshopId: string): Promise<Record<string, CauseCheck>> {
  const rows = await db.selectFrom('cause_check').selectAll().where('workshop_id', '=', workshopId).execute();
  return Object.fromEntries(
    rows.map((row) => [
      row.cause_id,
      { status: statusOf(row), reason: row.reason, byName: row.by_name, atMs: row.at_ms },
    ]),
  );
}

/** What was decided about causes of several workshops. */
export async function listStatuses(
  db: Queries,
  workshopIds: readonly string[],
): Promise<{ workshopId: string; causeId: string; status: CauseStatus }[]> {
  if (workshopIds.length === 0) return [];
  const rows = await db
    .selectFrom('cause_check')
    .select(['workshop_id', 'cause_id', 'status'])
    .where('workshop_id', 'in', workshopIds)
    .execute();
  return rows.map((row) => ({
    workshopId: row.workshop_id,
    causeId: row.cause_id,
    status: statusOf(row),
  }));
}

export async function writeCheck(
  trx: Queries,
  check: { workshopId: string; causeId: string; byId: string } & CauseCheck,
): Promise<void> {
  const values: Omit<Insertable<Tables['cause_check']>, 'workshop_id' | 'cause_id'> = {
    status: check.status,
    reason: check.reason,
    by_id: check.byId,
    by_name: check.byName,
    at_ms: check.atMs,
  };
  await trx
    .insertInto('cause_check')
    .values({ workshop_id: check.workshopId, cause_id: check.causeId, ...values })
    .onConflict((conflict) => conflict.columns(['workshop_id', 'cause_id']).doUpdateSet(values))
    .execute();
}

/** The evidence of a workshop by cause, the oldest first. */
export async function listEvidence(
  db: Queries,
  workshopId: string,
): Promise<Record<string, CauseEvidence[]>> {
  const rows = await db
    .selectFrom('cause_evidence')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .orderBy('at_ms')
    .orderBy('id')
    .execute();
  const byCause: Record<string, CauseEvidence[]> = {};
  for (const row of rows) {
    (byCause[row.cause_id] ??= []).push({
      id: row.id,
      evidence: evidenceOf(row),
      byName: row.by_name,
      atMs: row.at_ms,
    });
  }
  return byCause;
}

/** The workshops with a test of a cause on an answer of this wave. */
export async function listWorkshopsNaming(db: Queries, waveId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('cause_evidence')
    .select('workshop_id')
    .distinct()
    .where('content', 'like', `%"place":{"waveId":${JSON.stringify(waveId)}%`)
    .execute();
  return rows.map((row) => row.workshop_id);
}

/** What hangs on one cause. */
export async function listEvidenceOf(
  db: Queries,
  workshopId: string,
  causeId: string,
): Promise<{ id: string; evidence: Evidence }[]> {
  const rows = await db
    .selectFrom('cause_evidence')
    .select(['id', 'content'])
    .where('workshop_id', '=', workshopId)
    .where('cause_id', '=', causeId)
    .execute();
  return rows.map((row) => ({ id: row.id, evidence: evidenceOf(row) }));
}

export async function insertEvidence(
  trx: Queries,
  row: {
    id: string;
    workshopId: string;
    causeId: string;
    evidence: Evidence;
    byId: string;
    byName: string;
    atMs: number;
  },
): Promise<void> {
  await trx
    .insertInto('cause_evidence')
    .values({
      id: row.id,
      workshop_id: row.workshopId,
      cause_id: row.causeId,
      content: JSON.stringify(row.evidence),
      by_id: row.byId,
      by_name: row.byName,
      at_ms: row.atMs,
    })
    .execute();
}

export async function findEvidence(
  db: Queries,
  workshopId: string,
  id: string,
): Promise<{ causeId: string; byId: string; evidence: Evidence } | undefined> {
  const row = await db
    .selectFrom('cause_evidence')
    .select(['cause_id', 'by_id', 'content'])
    .where('workshop_id', '=', workshopId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      causeId: row.cause_id,
      byId: row.by_id,
      evidence: evidenceOf({ id, content: row.content }),
    }
  );
}

/** Deletes a piece of evidence; returns its row, which puts it back. */
export async function deleteEvidence(
  trx: Queries,
  workshopId: string,
  id: string,
): Promise<Tables['cause_evidence'] | undefined> {
  return trx
    .deleteFrom('cause_evidence')
    .where('workshop_id', '=', workshopId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export async function putEvidenceBack(trx: Queries, row: Tables['cause_evidence']): Promise<void> {
  await trx.insertInto('cause_evidence').values(row).execute();
}

/** A piece of evidence with the cause that it hangs on. */
export interface PlacedEvidence {
  id: string;
  workshopId: string;
  causeId: string;
  evidence: Evidence;
}

/** These pieces of evidence, or all of these workshops, the oldest first. */
export async function listEvidenceBy(
  db: Queries,
  by: { ids: readonly string[] } | { workshopIds: readonly string[] },
): Promise<PlacedEvidence[]> {
  const [column, among] =
    'ids' in by ? (['id', by.ids] as const) : (['workshop_id', by.workshopIds] as const);
  if (among.length === 0) return [];
  const rows = await db
    .selectFrom('cause_evidence')
    .select(['id', 'workshop_id', 'cause_id', 'content'])
    .where(column, 'in', among)
    .orderBy('at_ms')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    workshopId: row.workshop_id,
    causeId: row.cause_id,
    evidence: evidenceOf(row),
  }));
}
