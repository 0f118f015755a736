import type { AuditAction, AuditKind } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Queries } from '../database/engine.ts';
import { findLastOf } from './audit-store.ts';

/** What was changed meanwhile, and the actions by which its version goes on. */
interface ChangedSubject {
  kind: AuditKind;
  id: string;
  actions: readonly AuditAction[];
}

/**
 * The refusal of a change that was made on an older version; it names who was faster where the audit
 * log knows [FM15]. Whoever may change a thing may know who else did.
 */
export async function staleError(
  queries: Queries,
  actor: Actor,
  subject: ChangedSubject,
  current?: unknown,
): Promise<AppError> {
  const last = await findLastOf(queries, subject);
  if (!last || last.actorName === '') return new AppError('stale', { current });
  const isSelf = 'id' in actor && actor.id === last.actorId;
  const values = { who: isSelf ? 'self' : 'named', by: last.actorName };
  return new AppError('stale', { reason: 'form.staleBy', values, current });
}
