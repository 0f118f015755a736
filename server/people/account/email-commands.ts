import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { EmailChangeForm } from '#lib/people/account/account-forms.ts';
import { EMAIL_LINK_HOURS } from '#lib/people/account-limits.ts';
import type { Actor } from '#lib/people/person.ts';
import type { AccessContext } from '../../access/access-context.ts';
import { recordAudit } from '../../access/audit.ts';
import { insertNotice } from '../../access/notice-store.ts';
import { requirePassword } from '../../access/prove-identity.ts';
import { tooManyTries } from '../../access/rate-limit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import { hashToken, makeToken } from '../../access/secrets.ts';
import type { Queries } from '../../database/engine.ts';
import { moveEmail } from '../move-email.ts';
import { findPerson, holdPerson, updatePerson, type PersonRow } from '../store.ts';
import { mailAccountLetter } from './account-letters.ts';
import {
  deleteEmailChange,
  findEmailChange,
  listEmailChanges,
  replaceEmailChange,
  type AskedEmailRow,
  type EmailChangeRow,
} from './email-change-store.ts';
import { emailNotice, tellOfEmail } from './tell-of-email.ts';

const LINK_MS = EMAIL_LINK_HOURS * 60 * 60_000;

/**
 * Asks for another e-mail to sign in with [AC5]: its owner confirms it by a link that is mailed there, or an
 * administrator does. The old one is told at once. Whether somebody else has the e-mail is not looked at: only
 * whoever reads its letters learns that. Refuses with issues at `password` and `email`.
 */
export async function askForEmail(context: AccessContext, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'profile.edit');
  const form = parseInput(EmailChangeForm, input);
  await requirePassword(context, actor, form.password);
  const person = await findPerson(context.db, { id: actor.id });
  if (!person) throw new AppError('not-found');
  if (form.email === person.email)
    throw new AppError('invalid', { issues: [{ path: 'email', message: 'account.email.same' }] });
  takeLetter(context, actor.id);
  const asked = await writeEmailChange(context, actor, person, form.email);
  mailAccountLetter(context, person, form.email, asked);
  mailAccountLetter(context, person, person.email, {
    kind: 'emailAsked',
    email: form.email,
    path: '/profile#email',
  });
}

/** Mails the link to the e-mail that one asked for once more, and ends the link before [AC6]. */
export async function resendEmailLink(context: AccessContext, actor: Actor): Promise<void> {
  requirePerson(actor, 'profile.edit');
  if (context.mail.linkBase === undefined) throw new AppError('conflict', { reason: 'account.email.noMail' });
  const person = await findPerson(context.db, { id: actor.id });
  const change = await findEmailChange(context.db, { personId: actor.id }, context.clock());
  if (!person || !change) throw new AppError('gone', { reason: 'account.email.nothingWaits' });
  takeLetter(context, actor.id);
  mailAccountLetter(
    context,
    person,
    change.email,
    await writeEmailChange(context, actor, person, change.email),
  );
}

function takeLetter({ signInLimits }: AccessContext, personId: string): void {
  const waitMs = signInLimits.confirmationsByPerson.take(personId);
  if (waitMs > 0) throw tooManyTries(waitMs);
}

async function writeEmailChange(
  context: AccessContext,
  actor: Actor,
  person: PersonRow,
  email: string,
): Promise<{ kind: 'emailConfirm'; path: string; untilMs: number }> {
  const token = makeToken();
  const askedAtMs = context.clock();
  const expiresAtMs = askedAtMs + LINK_MS;
  await context.database.transaction(async (trx) => {
    await holdPerson(trx, person.id);
    await replaceEmailChange(trx, {
      personId: person.id,
      email,
      tokenHash: hashToken(token),
      askedAtMs,
      expiresAtMs,
    });
    await recordAudit(trx, {
      atMs: askedAtMs,
      actor,
      action: 'person.askEmail',
      subject: { kind: 'person', id: person.id },
    });
  });
  context.bus.tell({ kind: 'person', id: person.id, action: 'change' });
  return { kind: 'emailConfirm', path: `/email/${token}`, untilMs: expiresAtMs };
}

/** Ends one's own wish for another e-mail; where nothing waits any more, nothing happens. */
export async function cancelEmail(context: AccessContext, actor: Actor): Promise<void> {
  requirePerson(actor, 'profile.edit');
  await dropEmailChange(context, actor, actor.id);
}

/** Everybody who asked for another e-mail and waits, for an administrator [AC7]. */
export async function listAskedEmails(context: AccessContext, actor: Actor): Promise<AskedEmailRow[]> {
  requirePermission(actor, 'people.manage');
  return listEmailChanges(context.db, context.clock());
}

/** An administrator ends somebody's wish for another e-mail [AC7]. */
export async function refuseEmail(context: AccessContext, actor: Actor, personId: string): Promise<void> {
  requirePermission(actor, 'people.manage');
  await dropEmailChange(context, actor, personId);
}

async function dropEmailChange(context: AccessContext, actor: Actor, personId: string): Promise<void> {
  const isGone = await context.database.transaction(async (trx) => {
    if (!(await deleteEmailChange(trx, personId))) return false;
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'person.cancelEmail',
      subject: { kind: 'person', id: personId },
    });
    return true;
  });
  if (isGone) context.bus.tell({ kind: 'person', id: personId, action: 'change' });
}

/** Whose new e-mail a link is for; refuses a used, replaced or expired one with 'gone'. Changes nothing. */
export async function readEmailLink(
  context: AccessContext,
  token: string,
): Promise<{ name: string; email: string; change: EmailChangeRow }> {
  const change = await findEmailChange(context.db, { tokenHash: hashToken(token) }, context.clock());
  const person = change && (await findPerson(context.db, { id: change.personId }));
  if (!change || !person?.isActive) throw new AppError('gone', { reason: 'account.email.linkOld' });
  return { name: person.name, email: change.email, change };
}

/** The owner of an e-mail says that it is theirs: from now on its person signs in with it [AC5]. */
export async function confirmEmail(context: AccessContext, token: string): Promise<void> {
  const { change, name } = await readEmailLink(context, token);
  await settleEmail(context, { kind: 'system', name }, change.personId, (trx) =>
    findEmailChange(trx, { tokenHash: hashToken(token) }, context.clock()),
  );
}

/** An administrator gives somebody the e-mail that they asked for, as where no mail is set up [AC7]. */
export async function approveEmail(context: AccessContext, actor: Actor, personId: string): Promise<void> {
  requirePermission(actor, 'people.manage');
  await settleEmail(context, actor, personId, (trx) => findEmailChange(trx, { personId }, context.clock()));
}

async function settleEmail(
  context: AccessContext,
  actor: Actor,
  personId: string,
  find: (trx: Queries) => Promise<EmailChangeRow | undefined>,
): Promise<void> {
  const { person, email } = await context.database.transaction(async (trx) => {
    await holdPerson(trx, personId);
    const change = await find(trx);
    const found = change && (await findPerson(trx, { id: change.personId }));
    if (!change || !found) throw new AppError('gone', { reason: 'account.email.nothingWaits' });
    await moveEmail(trx, found, change.email);
    await updatePerson(trx, found.id, found.version, { email: change.email });
    const isOwn = actor.kind === 'system';
    await insertNotice(trx, emailNotice(context, actor, found, isOwn ? 'email-changed' : 'email-set'));
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'person.changeEmail',
      subject: { kind: 'person', id: found.id },
      details: { changes: [{ field: 'email', from: found.email, to: change.email }] },
    });
    return { person: found, email: change.email };
  });
  await tellOfEmail(context, actor, person, email);
}
