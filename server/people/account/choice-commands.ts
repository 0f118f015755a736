import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { LettersForm, ZoneForm } from '#lib/people/account/account-forms.ts';
import { LETTER_KINDS, type LetterKind } from '#lib/people/account/letter-kinds.ts';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { findPerson, updatePerson } from '../store.ts';
import { findEmailChange } from './email-change-store.ts';
import { listUnwanted, writeChoices } from './letter-choice-store.ts';

/** What one decided about one's own account, and what waits. */
export interface OwnAccount {
  /** The e-mail that waits to be confirmed; null where none does. */
  emailChange: { email: string; askedAtMs: number; expiresAtMs: number } | null;
  timeZone: string | null;
  organisationZone: string;
  letters: { kind: LetterKind; isWanted: boolean }[];
  /** Whether letters leave at all. */
  hasMail: boolean;
}

/** One's own account as its page shows it [AC5] [AC10] [AC11]. */
export async function getOwnAccount(context: Context, actor: Actor): Promise<OwnAccount> {
  requirePerson(actor, 'profile.edit');
  const change = await findEmailChange(context.db, { personId: actor.id }, context.clock());
  const unwanted = await listUnwanted(context.db, actor.id);
  return {
    emailChange: change
      ? { email: change.email, askedAtMs: change.askedAtMs, expiresAtMs: change.expiresAtMs }
      : null,
    timeZone: actor.timeZone,
    organisationZone: context.settings.timeZone,
    letters: LETTER_KINDS.map((kind) => ({ kind, isWanted: !unwanted.includes(kind) })),
    hasMail: context.mail.linkBase !== undefined,
  };
}

/** Whose clock one's own moments follow [AC10]: a zone, or none for the one that each browser says. */
export async function changeZone(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'profile.edit');
  const { timeZone } = parseInput(ZoneForm, input);
  await context.database.transaction(async (trx) => {
    const person = await findPerson(trx, { id: actor.id });
    if (!person) throw new AppError('not-found');
    await updatePerson(trx, actor.id, person.version, { time_zone: timeZone || null });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'person.changeZone',
      subject: { kind: 'person', id: actor.id },
      details: { changes: auditedChanges({ timeZone: person.timeZone }, { timeZone: timeZone || null }) },
    });
  });
  context.bus.tell({ kind: 'person', id: actor.id, action: 'change' });
}

/** Which letters one wants [AC11]; those about the safety of the account are always sent. */
export async function changeLetters(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'profile.edit');
  const { kinds } = parseInput(LettersForm, input);
  await context.database.transaction(async (trx) => {
    await writeChoices(trx, actor.id, new Set(kinds));
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'person.changeLetters',
      subject: { kind: 'person', id: actor.id },
    });
  });
}
