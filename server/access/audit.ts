import type { AuditAction, AuditKind } from '#lib/audit/audit-action.ts';
import type { AuditDetails } from '#lib/audit/audit-change.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Queries } from '../database/engine.ts';
import { insertAudit } from './audit-store.ts';

/** Appends one line to the audit log; belongs inside the transaction of what it records. */
export async function recordAudit(
  trx: Queries,
  entry: {
    atMs: number;
    actor: Actor;
    action: AuditAction;
    subject: { kind: AuditKind; id: string };
    /** Never personal data of respondents, never text of comments. */
    details?: AuditDetails;
  },
): Promise<void> {
  const { actor } = entry;
  await insertAudit(trx, {
    at_ms: entry.atMs,
    actor_kind: actor.kind,
    actor_id: 'id' in actor ? actor.id : null,
    actor_name: 'name' in actor ? actor.name : '',
    action: entry.action,
    subject_kind: entry.subject.kind,
    subject_id: entry.subject.id,
    details: JSON.stringify(entry.details ?? {}),
  });
}
