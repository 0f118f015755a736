import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { AcceptInvitationForm, SetUpForm } from '#lib/people/people-forms.ts';
import type { Actor } from '#lib/people/person.ts';
import type { AccessContext } from './access-context.ts';
import * as invitations from '../people/invitation-store.ts';
import { mailInvitations, makeInvitation } from '../people/make-invitation.ts';
import * as people from '../people/store.ts';
import { SIGNING_PAUSE_MS } from './account-notices.ts';
import { recordAudit } from './audit.ts';
import { requirePermission } from './require-permission.ts';
import { insertNotice } from './notice-store.ts';
import { deleteSecret, readSecret, writeSecret } from './secret-store.ts';
import { hashToken, makeToken, sameHash } from './secrets.ts';

/** Under which name the hash of the set-up link is kept. */
export const SET_UP_LINK = 'set-up-link';

export async function isSetUp(context: AccessContext): Promise<boolean> {
  return (await people.findOrganisation(context.db)) !== undefined;
}

/** A fresh one-time token for the set-up link; the one before it stops working [PE3]. */
export async function renewSetUpToken(context: AccessContext): Promise<string> {
  const token = makeToken();
  await writeSecret(context.db, SET_UP_LINK, hashToken(token));
  return token;
}

export async function isSetUpToken(context: AccessContext, token: string): Promise<boolean> {
  const expected = await readSecret(context.db, SET_UP_LINK);
  return expected !== undefined && sameHash(expected, hashToken(token));
}

/** Makes the organisation and its first admin [PE3]; pressed twice at once, it counts once [PE22]. */
export async function setUp(context: AccessContext, input: unknown): Promise<void> {
  const form = parseInput(SetUpForm, input);
  await context.links.run(SET_UP_LINK, () => setUpAlone(context, form));
}

async function setUpAlone(
  context: AccessContext,
  form: ReturnType<typeof parseInput<typeof SetUpForm>>,
): Promise<void> {
  if (await isSetUp(context)) throw new AppError('gone', { reason: 'access.alreadySetUp' });
  if (!(await isSetUpToken(context, form.token)))
    throw new AppError('forbidden', { reason: 'access.setUpLinkOld' });
  const loginUserId = await context.accounts.ensureAccount(form);
  const id = newId<'person'>();
  const atMs = context.clock();
  await context.database.transaction(async (trx) => {
    await people.insertOrganisation(trx, {
      name: form.organisation,
      locale: form.locale,
      createdAtMs: atMs,
    });
    await people.insertPerson(trx, { ...form, id, departmentId: null, createdAtMs: atMs });
    await people.updatePerson(trx, id, 1, { login_user_id: loginUserId });
    await people.replaceRoles(trx, id, ['admin', 'lead', 'analyst'], { atMs, byName: form.name });
    await deleteSecret(trx, SET_UP_LINK);
    await recordAudit(trx, {
      atMs,
      actor: { kind: 'system', name: form.name },
      action: 'organisation.setUp',
      subject: { kind: 'organisation', id: 'main' },
    });
  });
  await context.settings.reload(context.db);
}

/**
 * A new invitation link's token for one person; an older one stops working [PE4]. Where mail is set up
 * the link is also mailed, after the commit and without waiting for it [PE10].
 */
export async function invite(context: AccessContext, actor: Actor, personId: string): Promise<string> {
  requirePermission(actor, 'people.manage');
  const made = await context.database.transaction(async (trx) => {
    const invited = await people.findPerson(trx, { id: personId });
    if (!invited) throw new AppError('not-found');
    const invitation = await makeInvitation(context, trx, actor, invited);
    if (invited.loginUserId !== null && !isSelf(actor, personId)) {
      const byName = 'name' in actor ? actor.name : '';
      await insertNotice(trx, { personId, kind: 'link-made', byName, atMs: context.clock() });
    }
    return invitation;
  });
  await mailInvitations(context, [made]);
  return made.token;
}

function isSelf(actor: Actor, personId: string): boolean {
  return actor.kind === 'person' && actor.id === personId;
}

/** Whom an invitation is for; refuses a used, replaced or expired one with 'gone'. */
export async function readInvitation(
  context: AccessContext,
  token: string,
): Promise<{ id: string; person: people.PersonRow; createdBy: string; createdByName: string }> {
  const invitation = await invitations.findInvitation(context.db, hashToken(token));
  const isGood = invitation && invitation.usedAtMs === null && invitation.expiresAtMs > context.clock();
  const person = isGood ? await people.findPerson(context.db, { id: invitation.personId }) : undefined;
  if (!invitation || !person?.isActive) throw new AppError('gone', { reason: 'access.invitationOld' });
  return { ...invitation, person };
}

/**
 * Creates the account first, then connects it; safe to repeat [PE5]. Who presses at the same moment waits,
 * and finds the link used before they set a password or end a session [PE22].
 */
export async function acceptInvitation(context: AccessContext, input: unknown): Promise<{ email: string }> {
  const form = parseInput(AcceptInvitationForm, input);
  return context.links.run(hashToken(form.token), () => acceptAlone(context, form));
}

async function acceptAlone(
  context: AccessContext,
  form: ReturnType<typeof parseInput<typeof AcceptInvitationForm>>,
): Promise<{ email: string }> {
  const { id, person, createdBy, createdByName } = await readInvitation(context, form.token);
  const loginUserId = await context.accounts.ensureAccount({ ...person, password: form.password });
  await context.accounts.endSessions(loginUserId);
  await context.database.transaction(async (trx) => {
    const atMs = context.clock();
    if (!(await invitations.useInvitation(trx, id, atMs)))
      throw new AppError('gone', { reason: 'access.invitationOld' });
    const fresh = await people.findPerson(trx, { id: person.id });
    // A first password takes nothing over; a new one by somebody else's link might.
    const isTakenOver = person.loginUserId !== null && createdBy !== person.id;
    await people.updatePerson(trx, person.id, fresh?.version ?? person.version, {
      login_user_id: loginUserId,
      ...(isTakenOver ? { signs_from_ms: atMs + SIGNING_PAUSE_MS } : {}),
    });
    if (isTakenOver) {
      await insertNotice(trx, { personId: person.id, kind: 'password-set', byName: createdByName, atMs });
    }
    await recordAudit(trx, {
      atMs,
      actor: { kind: 'system', name: person.name },
      action: 'person.acceptInvitation',
      subject: { kind: 'person', id: person.id },
      details: { hadAccount: person.loginUserId !== null, linkBy: createdByName },
    });
  });
  // The sessions of the old password ended: their sockets go with them.
  await context.rooms.recheckPerson(person.id);
  if (person.loginUserId !== null && createdBy !== person.id) {
    context.mail.sendPasswordNotice({ ...person, byName: createdByName, atMs: context.clock() });
  }
  return { email: person.email };
}
