import type { Insertable } from 'kysely';
import type { Queries } from '../database/engine.ts';
import type { Tables } from '../database/tables.ts';

export interface AuditRow {
  id: number;
  atMs: number;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
}

export async function insertAudit(trx: Queries, entry: Insertable<Tables['audit_entry']>): Promise<void> {
  await trx.insertInto('audit_entry').values(entry).execute();
}

/** The newest entries, the newest first. */
export async function listAudit(db: Queries, limit: number): Promise<AuditRow[]> {
  const rows = await db.selectFrom('audit_entry').selectAll().orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    atMs: row.at_ms,
    actorName: row.actor_name,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
  }));
}
