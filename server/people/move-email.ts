import { AppError } from '#lib/base/errors.ts';
import type { Queries } from '../database/engine.ts';
import { deleteEmailChange } from './account/email-change-store.ts';
import { moveLogin } from './account/login-store.ts';
import { deletePasswordLink } from './account/password-link-store.ts';
import { holdOrganisation } from './department-store.ts';
import { deleteInvitations } from './invitation-store.ts';
import { findPerson, type PersonRow } from './store.ts';

/**
 * Gives a person's login another e-mail, inside the transaction that gives it to the person [AC5]. Links that were
 * mailed to the old one end. Refuses with 'conflict' an e-mail that somebody else has, also when they take it at
 * the same moment: whoever changes an e-mail waits for the other.
 */
export async function moveEmail(trx: Queries, person: PersonRow, email: string): Promise<void> {
  await holdOrganisation(trx);
  if (await findPerson(trx, { email })) throw new AppError('conflict', { reason: 'people.emailTaken' });
  await moveLogin(trx, person.loginUserId, email);
  await endAccountLinks(trx, person.id);
  await deleteEmailChange(trx, person.id);
}

/** Ends every link with which a password of this person could be set. */
export async function endAccountLinks(trx: Queries, personId: string): Promise<void> {
  await deleteInvitations(trx, personId);
  await deletePasswordLink(trx, personId);
}
