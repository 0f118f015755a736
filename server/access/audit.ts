import type { AuditAction, AuditKind } from '#lib/audit/audit-action.ts';
import type { AuditDetails } from '#lib/audit/audit-change.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Queries } from '../database/engine.ts';
import { insertAudit, isNamedKind, listSubjectNames } from './audit-store.ts';

/** Appends one line to the audit log; belongs inside the transaction of what it records. */
export async function recordAudit(
  trx: Queries,
  entry: {
    atMs: number;
    actor: Actor;
    action: AuditAction;
    /** Its name is looked up where it has one that everybody may know, unless it is told: as of what is gone. */
    subject: { kind: AuditKind; id: string; name?: string };
    /** Ids of the people whom it was done to, the subject apart. */
    whom?: readonly string[];
    /** Never personal data of respondents, never text of comments. */
    details?: AuditDetails;
  },
): Promise<void> {
  const { actor, subject } = entry;
  const named = await listSubjectNames(trx, 'person', entry.whom ?? []);
  await insertAudit(
    trx,
    {
      at_ms: entry.atMs,
      actor_kind: actor.kind,
      actor_id: 'id' in actor ? actor.id : null,
      action: entry.action,
      subject_kind: subject.kind,
      subject_id: subject.id,
    },
    {
      actorName: 'name' in actor ? actor.name : '',
      subjectName: subject.name ?? (await nameOf(trx, subject)),
      whom: [...named].map(([id, name]) => ({ id, name })),
      details: JSON.stringify(entry.details ?? {}),
    },
  );
}

async function nameOf(trx: Queries, { kind, id }: { kind: AuditKind; id: string }): Promise<string | null> {
  if (!isNamedKind(kind)) return null;
  return (await listSubjectNames(trx, kind, [id])).get(id) ?? null;
}
