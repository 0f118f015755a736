import type { ActionOf } from '#lib/audit/audit-action.ts';
import type { AuditChange } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { MOST_LEAVES } from '#lib/leave/leave.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';

/** One person has so many leaves at most. */
export function requireRoomForLeaves(count: number): void {
  if (count > MOST_LEAVES)
    throw new AppError('conflict', { reason: 'leave.full', values: { limit: MOST_LEAVES } });
}

/** One line about somebody's leaves: its days and never its kind, which the readers of the log may not see [LE2]. */
export async function auditLeave(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  action: ActionOf<'leave'>,
  changes: readonly AuditChange[],
  counts: { added?: number; updated?: number } = {},
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `leave.${action}`,
    subject: { kind: 'person', id: actor.id },
    details: { changes, ...counts },
  });
}

/** Tells that somebody's leaves changed, and not whose; of who signs, pages of signatures hear too. */
export function tellLeave(context: Context, actor: Extract<Actor, { kind: 'person' }>): void {
  context.bus.tell({ kind: 'leave', id: 'leaves', action: 'change' });
  if (isPermitted(standingsOf(actor), 'project.decide'))
    context.bus.tell({ kind: 'leave', id: 'leaves', action: 'signer' });
}
