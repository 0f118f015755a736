import { newId } from '#lib/base/ids.ts';
import { INVITATION_DAYS } from '#lib/people/account-limits.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { hashToken, makeToken } from '../access/secrets.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { insertInvitation, setMailState } from './invitation-store.ts';
import { findOrganisation, type PersonRow } from './store.ts';

const INVITATION_MS = INVITATION_DAYS * 24 * 60 * 60 * 1000;

/** A link that was made for somebody: the token is nowhere else. */
export interface MadeInvitation {
  id: string;
  token: string;
  person: PersonRow;
  expiresAtMs: number;
}

/** Makes a link for one person, in place of an older one [PE4], with its line in the audit log. */
export async function makeInvitation(
  context: Context,
  trx: Queries,
  actor: Actor,
  person: PersonRow,
): Promise<MadeInvitation> {
  const token = makeToken();
  const id: string = newId();
  const createdAtMs = context.clock();
  const expiresAtMs = createdAtMs + INVITATION_MS;
  await insertInvitation(trx, {
    id,
    personId: person.id,
    tokenHash: hashToken(token),
    createdBy: actor.kind === 'person' ? actor.id : 'system',
    createdByName: 'name' in actor ? actor.name : '',
    createdAtMs,
    expiresAtMs,
  });
  await recordAudit(trx, {
    atMs: createdAtMs,
    actor,
    action: 'person.invite',
    subject: { kind: 'person', id: person.id },
    details: { hasAccount: person.loginUserId !== null },
  });
  return { id, token, person, expiresAtMs };
}

/** Mails links that are stored, one after another and without waiting [PE10]; what became of each is noted [PE37]. */
export async function mailInvitations(context: Context, made: readonly MadeInvitation[]): Promise<void> {
  const organisation = await findOrganisation(context.db);
  const invitations = made.map(({ token, person, expiresAtMs }) => ({
    name: person.name,
    email: person.email,
    locale: person.locale,
    organisation: organisation?.name ?? '',
    path: `/invite/${token}`,
    expiresAtMs,
    hasAccount: person.loginUserId !== null,
  }));
  context.mail.sendInvitations(invitations, async (index, isSent) => {
    const invitation = made[index];
    if (invitation) await setMailState(context.db, invitation.id, isSent ? 'sent' : 'failed');
  });
}
