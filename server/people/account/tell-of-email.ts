import type { Actor } from '#lib/people/person.ts';
import type { NoticeRow } from '../../access/notice-store.ts';
import type { Context } from '../../context.ts';
import type { PersonRow } from '../store.ts';
import { mailAccountLetter } from './account-letters.ts';

/** The notice of another e-mail, for the pages of its person. */
export function emailNotice(
  context: Pick<Context, 'clock'>,
  actor: Actor,
  person: PersonRow,
  kind: 'email-changed' | 'email-set',
): Omit<NoticeRow, 'id'> & { personId: string } {
  const byName = 'name' in actor ? actor.name : '';
  return { personId: person.id, kind, byName, atMs: context.clock() };
}

/** After the commit: the old e-mail hears that another one took its place, and everything live is asked again. */
export async function tellOfEmail(
  context: Context,
  actor: Actor,
  before: PersonRow,
  email: string,
): Promise<void> {
  await context.rooms.recheckPerson(before.id);
  context.bus.tell({ kind: 'person', id: before.id, action: 'change' });
  if (before.loginUserId === null) return;
  const byName = 'name' in actor ? actor.name : '';
  const letter = { kind: 'emailChanged', email, byName, atMs: context.clock() } as const;
  mailAccountLetter(context, before, before.email, letter);
}
