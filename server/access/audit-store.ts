import type { Insertable } from 'kysely';
import { StoredDetails, type AuditChange } from '#lib/audit/audit-change.ts';
import type { Queries } from '../database/engine.ts';
import { readJson } from '../database/stored.ts';
import type { Tables } from '../database/tables.ts';

/** A line of the audit log as it was written, perhaps by an earlier version. */
export interface AuditRow {
  id: number;
  atMs: number;
  actorId: string | null;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  changes: readonly AuditChange[];
}

export async function insertAudit(trx: Queries, entry: Insertable<Tables['audit_entry']>): Promise<void> {
  await trx.insertInto('audit_entry').values(entry).execute();
}

/** The newest entries, the newest first. */
export async function listAudit(db: Queries, limit: number): Promise<AuditRow[]> {
  const rows = await db.selectFrom('audit_entry').selectAll().orderBy('id', 'desc').limit(limit).execute();
  return rows.map(toAudit);
}

/** The newest entries about one thing, the newest first. */
export async function listAuditOf(
  db: Queries,
  subject: { kind: string; id: string },
  limit: number,
): Promise<AuditRow[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .where('subject_id', '=', subject.id)
    .where('subject_kind', '=', subject.kind)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toAudit);
}

/** When an action was last done to each of these things. */
export async function listLastTimes(
  db: Queries,
  action: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('audit_entry')
    .select((eb) => ['subject_id', eb.fn.max('at_ms').as('at_ms')])
    .where('action', '=', action)
    .where('subject_id', 'in', ids)
    .groupBy('subject_id')
    .execute();
  return new Map(rows.map((row) => [row.subject_id, Number(row.at_ms)]));
}

/** Who did one of these actions to a thing last. */
export function findLastOf(
  db: Queries,
  subject: { kind: string; id: string; actions: readonly string[] },
): Promise<{ actorId: string | null; actorName: string } | undefined> {
  return db
    .selectFrom('audit_entry')
    .select(['actor_id as actorId', 'actor_name as actorName'])
    .where('subject_id', '=', subject.id)
    .where('subject_kind', '=', subject.kind)
    .where('action', 'in', subject.actions)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Who did an action last, and when. */
export interface LastAction {
  atMs: number;
  actorName: string;
}

/** Of every action that was done to a thing, who did it last. */
export async function listLastActions(
  db: Queries,
  subject: { kind: string; id: string },
): Promise<ReadonlyMap<string, LastAction>> {
  const rows = await db
    .selectFrom('audit_entry')
    .select(['action', 'at_ms', 'actor_name'])
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('audit_entry')
        .select((inner) => inner.fn.max('id').as('id'))
        .where('subject_id', '=', subject.id)
        .where('subject_kind', '=', subject.kind)
        .groupBy('action'),
    )
    .execute();
  return new Map(rows.map((row) => [row.action, { atMs: row.at_ms, actorName: row.actor_name }]));
}

/** Tables whose rows have a name that stands for them in the audit log. */
const NAMED = {
  issue: 'title',
  project: 'title',
  insight: 'title',
  wave: 'name',
  person: 'name',
  department: 'name',
} as const;

/** The names of things of the audit log that are still there, by their ids. */
export async function listSubjectNames(
  db: Queries,
  kind: keyof typeof NAMED,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom(kind as 'person') // each of these tables has an id and a column of its name
    .select(['id', `${NAMED[kind] as 'name'} as name`])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function toAudit(row: {
  id: number;
  at_ms: number;
  actor_id: string | null;
  actor_name: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  details: string;
}): AuditRow {
  return {
    id: row.id,
    atMs: row.at_ms,
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    changes: readJson(StoredDetails, row.details, 'audit_entry.details', String(row.id)).changes,
  };
}
