import type { ActionOf } from '#lib/audit/audit-action.ts';
import type { AuditChange } from '#lib/audit/audit-change.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';

/** One line of the audit log about an entry of the team's lists [CX12]. */
export async function auditTeamEntry(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'team'>,
  { id, name }: { id: string; name: string },
  changes: readonly AuditChange[] = [],
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `team.${action}`,
    subject: { kind: 'team', id, name },
    details: { changes },
  });
}
