import type { ActionOf } from '#lib/audit/audit-action.ts';
import type { AuditChange, AuditDetails } from '#lib/audit/audit-change.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';

/** One line of the audit log about an area. */
export async function auditArea(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'area'>,
  { id, name }: { id: string; name: string },
  changes: readonly AuditChange[] = [],
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `area.${action}`,
    subject: { kind: 'area', id, name },
    details: { changes },
  });
}

/** One line of the audit log about a series. */
export async function auditSeries(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'series'>,
  { id, name }: { id: string; name: string },
  details: AuditDetails = {},
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `series.${action}`,
    subject: { kind: 'series', id, name },
    details,
  });
}
