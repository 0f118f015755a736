import { AppError } from '#lib/base/errors.ts';
import { readDevice, type Device } from '#lib/people/account/read-device.ts';
import type { Actor } from '#lib/people/person.ts';
import type { AccessContext } from '../../access/access-context.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import { findPerson } from '../store.ts';
import { deleteSessions } from './login-store.ts';

/** A browser in which one is signed in [AC8]. */
export interface OwnSession extends Device {
  id: string;
  /** When it signed in. */
  sinceMs: number;
  /** On the day of this moment it was used last. */
  activeAtMs: number;
  /** The one that asks. */
  isCurrent: boolean;
}

/** Where one is signed in: this browser first, then by their last use. Never the addresses. */
export async function listOwnSessions(context: AccessContext, actor: Actor): Promise<OwnSession[]> {
  requirePerson(actor, 'profile.edit');
  const loginUserId = await loginOf(context, actor.id);
  if (loginUserId === null) return [];
  const sessions = await context.accounts.listSessions(loginUserId);
  return sessions
    .map(({ id, userAgent, createdAtMs, activeAtMs }) => ({
      id,
      ...readDevice(userAgent),
      sinceMs: createdAtMs,
      activeAtMs,
      isCurrent: id === actor.sessionId,
    }))
    .sort((left, right) => Number(right.isCurrent) - Number(left.isCurrent));
}

/**
 * Signs one other browser of one's own out, with all that is live in it [AC9]. Refuses with 'gone' what is no
 * session of the reader, or none any more, and with 'invalid' the one that asks: that one signs out.
 */
export async function endOwnSession(context: AccessContext, actor: Actor, sessionId: string): Promise<void> {
  requirePerson(actor, 'profile.edit');
  if (sessionId === actor.sessionId) throw new AppError('invalid');
  await endSessionsOf(context, actor, { only: sessionId });
}

/** Signs every other browser of one's own out, with all that is live in them [AC9]. */
export async function endOtherSessions(context: AccessContext, actor: Actor): Promise<void> {
  requirePerson(actor, 'profile.edit');
  await endSessionsOf(context, actor, { allBut: actor.sessionId });
}

async function endSessionsOf(
  context: AccessContext,
  actor: Extract<Actor, { kind: 'person' }>,
  which: { only: string } | { allBut: string | null },
): Promise<void> {
  const loginUserId = await loginOf(context, actor.id);
  await context.database.transaction(async (trx) => {
    const ended = loginUserId === null ? 0 : await deleteSessions(trx, loginUserId, which);
    if (ended === 0 && 'only' in which) throw new AppError('gone', { reason: 'account.sessions.gone' });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'person.endSessions',
      subject: { kind: 'person', id: actor.id },
    });
  });
  await context.rooms.recheckPerson(actor.id);
}

async function loginOf(context: AccessContext, personId: string): Promise<string | null> {
  return (await findPerson(context.db, { id: personId }))?.loginUserId ?? null;
}
