import * as v from 'valibot';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** A plan that brings a project back on its way. */
export interface RecoveryRow {
  id: string;
  projectId: string;
  message: string;
  detectedAtMs: number;
  openedById: string;
  openedByName: string;
  openedAtMs: number;
  sentAtMs: number | null;
  closedAtMs: number | null;
  lookBack: string;
  version: number;
}

/** Every plan of a project, the newest first. */
export async function listRecoveries(db: Queries, projectId: string): Promise<RecoveryRow[]> {
  const rows = await db
    .selectFrom('project_recovery')
    .innerJoin('person', 'person.id', 'project_recovery.opened_by')
    .selectAll('project_recovery')
    .select('person.name')
    .where('project_id', '=', projectId)
    .orderBy('opened_at_ms', 'desc')
    .orderBy('project_recovery.id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    message: row.message,
    detectedAtMs: row.detected_at_ms,
    openedById: row.opened_by,
    openedByName: row.name,
    openedAtMs: row.opened_at_ms,
    sentAtMs: row.sent_at_ms,
    closedAtMs: row.closed_at_ms,
    lookBack: row.look_back,
    version: row.version,
  }));
}

export async function insertRecovery(
  trx: Queries,
  plan: Pick<RecoveryRow, 'id' | 'projectId' | 'message' | 'detectedAtMs' | 'openedById' | 'openedAtMs'>,
): Promise<void> {
  await trx
    .insertInto('project_recovery')
    .values({
      id: plan.id,
      project_id: plan.projectId,
      message: plan.message,
      detected_at_ms: plan.detectedAtMs,
      opened_by: plan.openedById,
      opened_at_ms: plan.openedAtMs,
      sent_at_ms: null,
      closed_at_ms: null,
    })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateRecovery(
  trx: Queries,
  { id, version }: Pick<RecoveryRow, 'id' | 'version'>,
  change: Partial<Pick<RecoveryRow, 'message' | 'detectedAtMs' | 'sentAtMs' | 'closedAtMs' | 'lookBack'>>,
): Promise<boolean> {
  const result = await trx
    .updateTable('project_recovery')
    .set({
      message: change.message,
      detected_at_ms: change.detectedAtMs,
      sent_at_ms: change.sentAtMs,
      closed_at_ms: change.closedAtMs,
      look_back: change.lookBack,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The commitments that belong to a plan, by id. */
export async function listActionIds(db: Queries, recoveryId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('project_recovery_action')
    .select('commitment_id')
    .where('recovery_id', '=', recoveryId)
    .execute();
  return rows.map(({ commitment_id }) => commitment_id);
}

export async function insertAction(trx: Queries, recoveryId: string, commitmentId: string): Promise<void> {
  await trx
    .insertInto('project_recovery_action')
    .values({ recovery_id: recoveryId, commitment_id: commitmentId })
    .execute();
}

/** What was said of a plan, the newest first. */
export interface RecoveryStatusRow {
  id: string;
  text: string;
  byName: string;
  atMs: number;
}

export async function listRecoveryStatuses(db: Queries, recoveryId: string): Promise<RecoveryStatusRow[]> {
  const rows = await db
    .selectFrom('project_recovery_status')
    .innerJoin('person', 'person.id', 'project_recovery_status.by_id')
    .select(['project_recovery_status.id', 'text', 'person.name', 'at_ms'])
    .where('recovery_id', '=', recoveryId)
    .orderBy('at_ms', 'desc')
    .orderBy('project_recovery_status.id', 'desc')
    .execute();
  return rows.map(({ id, text, name, at_ms }) => ({ id, text, byName: name, atMs: at_ms }));
}

export async function insertRecoveryStatus(
  trx: Queries,
  status: { id: string; recoveryId: string; text: string; byId: string; atMs: number },
): Promise<void> {
  await trx
    .insertInto('project_recovery_status')
    .values({
      id: status.id,
      recovery_id: status.recoveryId,
      text: status.text,
      by_id: status.byId,
      at_ms: status.atMs,
    })
    .execute();
}

const Lessons = v.array(v.string());

/** What was written down when a project was over. */
export interface ClosingRow {
  projectId: string;
  note: string;
  lessons: string[];
  byName: string;
  atMs: number;
}

function selectClosings(db: Queries) {
  return db
    .selectFrom('project_closing')
    .innerJoin('person', 'person.id', 'project_closing.by_id')
    .selectAll('project_closing')
    .select('person.name');
}

type SelectedClosing = Awaited<ReturnType<ReturnType<typeof selectClosings>['execute']>>[number];

function toClosing(row: SelectedClosing): ClosingRow {
  return {
    projectId: row.project_id,
    note: row.note,
    lessons: readJson(Lessons, row.lessons, 'project_closing.lessons', row.project_id),
    byName: row.name,
    atMs: row.at_ms,
  };
}

export async function findClosing(db: Queries, projectId: string): Promise<ClosingRow | undefined> {
  const row = await selectClosings(db).where('project_id', '=', projectId).executeTakeFirst();
  return row && toClosing(row);
}

export async function listClosings(db: Queries): Promise<ClosingRow[]> {
  return (await selectClosings(db).orderBy('at_ms', 'desc').execute()).map(toClosing);
}

/** Written once: a project is over once. */
export async function insertClosing(
  trx: Queries,
  closing: Omit<ClosingRow, 'byName'> & { byId: string },
): Promise<void> {
  await trx
    .insertInto('project_closing')
    .values({
      project_id: closing.projectId,
      note: closing.note,
      lessons: JSON.stringify(closing.lessons),
      by_id: closing.byId,
      at_ms: closing.atMs,
    })
    .execute();
}
