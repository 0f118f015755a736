import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { NewPasswordForm, PasswordChange, PasswordLinkForm } from '#lib/people/account/account-forms.ts';
import { PASSWORD_LINK_MINUTES, SIGNING_PAUSE_HOURS } from '#lib/people/account-limits.ts';
import type { Actor } from '#lib/people/person.ts';
import type { AccessContext } from '../../access/access-context.ts';
import { SIGNING_PAUSE_MS } from '../../access/account-notices.ts';
import { recordAudit } from '../../access/audit.ts';
import { insertNotice } from '../../access/notice-store.ts';
import { requirePassword } from '../../access/prove-identity.ts';
import { tooManyTries } from '../../access/rate-limit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import { hashToken, makeToken } from '../../access/secrets.ts';
import { endAccountLinks } from '../move-email.ts';
import { findPerson, holdPerson, updatePerson, type PersonRow } from '../store.ts';
import { mailAccountLetter } from './account-letters.ts';
import { deleteSessions } from './login-store.ts';
import { findPasswordLink, replacePasswordLink, usePasswordLink } from './password-link-store.ts';

const LINK_MS = PASSWORD_LINK_MINUTES * 60_000;

/**
 * Sets one's own password, for whoever knows the one of now: all other sessions end, links to a new password end,
 * and its person is told [AC1]. Refuses with issues at the fields.
 */
export async function changePassword(context: AccessContext, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'profile.edit');
  const form = parseInput(PasswordChange, input);
  // First, so that a press that was stored is known as such when its password is no longer the one of now.
  const person = await context.database.transaction(async (trx) => {
    await holdPerson(trx, actor.id);
    return findPerson(trx, { id: actor.id });
  });
  await requirePassword(context, actor, form.password);
  if (!person || person.loginUserId === null) throw new AppError('not-found');
  const { loginUserId } = person;
  await context.accounts.setPassword(loginUserId, form.newPassword);
  const atMs = context.clock();
  await context.database.transaction(async (trx) => {
    await deleteSessions(trx, loginUserId, { allBut: actor.sessionId });
    await endAccountLinks(trx, actor.id);
    await insertNotice(trx, { personId: actor.id, kind: 'password-changed', byName: actor.name, atMs });
    await recordAudit(trx, {
      atMs,
      actor,
      action: 'person.changePassword',
      subject: { kind: 'person', id: actor.id },
    });
  });
  await context.rooms.recheckPerson(actor.id);
  mailAccountLetter(context, person, person.email, { kind: 'passwordChanged', atMs });
}

/** Whether a forgotten password can be helped by mail; else an administrator makes a link [AC2]. */
export function mailsLinks(context: AccessContext): boolean {
  return context.mail.linkBase !== undefined;
}

/**
 * Mails a link to a new password to whoever has an account under this e-mail. The answer is the same for every
 * e-mail and comes before anything is looked up [AC2]; refuses with 'too-many-requests' by the address alone from
 * which is asked, and with 'conflict' where mail is not set up.
 */
export async function askForPassword(
  context: AccessContext,
  input: unknown,
  visit: { address: string },
): Promise<void> {
  const { email } = parseInput(PasswordLinkForm, input);
  if (!mailsLinks(context)) throw new AppError('conflict', { reason: 'account.password.noMail' });
  const waitMs = context.signInLimits.linksByAddress.take(visit.address);
  if (waitMs > 0) throw tooManyTries(waitMs);
  const made = new Promise((resolve) => setImmediate(resolve)).then(() => makeLink(context, email));
  made.catch(() => undefined); // the job says it
  context.jobs.add('password link', () => made);
}

async function makeLink(context: AccessContext, email: string): Promise<void> {
  // Of more than a few nobody is told: the link that was mailed last stays good [AC3].
  if (context.signInLimits.linksByEmail.take(email) > 0) return;
  const person = await findPerson(context.db, { email });
  if (!person?.isActive || person.loginUserId === null) return;
  const token = makeToken();
  const atMs = context.clock();
  const expiresAtMs = atMs + LINK_MS;
  await context.database.transaction(async (trx) => {
    await replacePasswordLink(trx, { personId: person.id, tokenHash: hashToken(token), expiresAtMs });
    await recordAudit(trx, {
      atMs,
      actor: { kind: 'system', name: person.name },
      action: 'person.askPassword',
      subject: { kind: 'person', id: person.id },
    });
  });
  mailAccountLetter(context, person, person.email, {
    kind: 'passwordLink',
    path: `/password/${token}`,
    untilMs: expiresAtMs,
  });
}

/** Whose forgotten password a link is for; refuses a used, replaced or expired one with 'gone'. Changes nothing. */
export async function readPasswordLink(context: AccessContext, token: string): Promise<PersonRow> {
  const link = await findPasswordLink(context.db, hashToken(token), context.clock());
  const person = link && (await findPerson(context.db, { id: link.personId }));
  if (!person?.isActive || person.loginUserId === null)
    throw new AppError('gone', { reason: 'account.password.linkOld' });
  return person;
}

/**
 * Sets the password of whoever holds a link [AC4]: every session ends, nothing is signed for a day, and the person
 * is told. Pressed twice at once, it counts once. Returns the e-mail to sign in with.
 */
export async function choosePassword(context: AccessContext, input: unknown): Promise<{ email: string }> {
  const form = parseInput(NewPasswordForm, input);
  const tokenHash = hashToken(form.token);
  return context.links.run(tokenHash, async () => {
    const person = await readPasswordLink(context, form.token);
    const loginUserId = await context.accounts.ensureAccount({ ...person, password: form.password });
    await context.accounts.endSessions(loginUserId);
    const atMs = context.clock();
    await context.database.transaction(async (trx) => {
      if (!(await usePasswordLink(trx, tokenHash)))
        throw new AppError('gone', { reason: 'account.password.linkOld' });
      await endAccountLinks(trx, person.id);
      const fresh = await findPerson(trx, { id: person.id });
      await updatePerson(trx, person.id, fresh?.version ?? person.version, {
        signs_from_ms: atMs + SIGNING_PAUSE_MS,
      });
      await insertNotice(trx, { personId: person.id, kind: 'password-reset', byName: person.name, atMs });
      await recordAudit(trx, {
        atMs,
        actor: { kind: 'system', name: person.name },
        action: 'person.resetPassword',
        subject: { kind: 'person', id: person.id },
      });
    });
    await context.rooms.recheckPerson(person.id);
    const letter = { kind: 'passwordReset', atMs, hours: SIGNING_PAUSE_HOURS } as const;
    mailAccountLetter(context, person, person.email, letter);
    return { email: person.email };
  });
}
