import { auditedChanges, type AuditedFields } from '#lib/audit/audit-change.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import type { HeldIssue } from './triage-store.ts';

/** What the audit log tells of triage. */
export function triageFacts({ triage, until }: Pick<HeldIssue, 'triage' | 'until'>): AuditedFields {
  return { triage, holdUntil: until };
}

/** A line of the audit log about an issue that changed. */
export async function auditTriage(
  context: Context,
  trx: Queries,
  actor: Actor,
  id: string,
  before: AuditedFields,
  after: AuditedFields,
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: 'issue.change',
    subject: { kind: 'issue', id },
    details: { changes: auditedChanges(before, after) },
  });
}
