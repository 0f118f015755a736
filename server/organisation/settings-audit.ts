import type { ActionOf } from '#lib/audit/audit-action.ts';
import type { AuditChange } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { findSigner } from '../people/signer-store.ts';

/** What every line about the settings is about: the one organisation there is. */
export const SUBJECT = { kind: 'organisation', id: 'main' } as const;

/** One line of the audit log about the settings. */
export async function auditSettings(
  context: Context,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'organisation'>,
  changes: readonly AuditChange[] = [],
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `organisation.${action}`,
    subject: SUBJECT,
    details: { changes },
  });
}

/** Refuses, by field, whoever is not a director who is still there: only directors sign [OR7]. */
export async function requireDirectors(
  trx: Queries,
  people: Readonly<Record<string, string>>,
): Promise<void> {
  const issues: { path: string; message: string }[] = [];
  for (const [path, personId] of Object.entries(people)) {
    const signer = await findSigner(trx, personId);
    if (!signer?.isActive || !signer.isDirector) issues.push({ path, message: 'organisation.noDirector' });
  }
  if (issues.length > 0) throw new AppError('invalid', { issues });
}
