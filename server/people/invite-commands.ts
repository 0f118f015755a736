import { parseInput } from '#lib/base/parse-input.ts';
import { InvitePeopleForm, type InvitationCounts, type PeopleInvited } from '#lib/people/people-bulk.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { findChosen } from './bulk-commands.ts';
import { mailInvitations, makeInvitation, type MadeInvitation } from './make-invitation.ts';
import { listPeople } from './store.ts';

/** How many a press would invite, and why the others are not, without doing it. */
export async function previewInvitations(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<InvitationCounts> {
  requirePermission(actor, 'people.manage');
  return context.database.transaction(async (trx) => (await sortOut(context, trx, actor, input)).counts);
}

/**
 * Makes a link for each of many people who have no account [PE36]: mailed where mail is set up, else handed back
 * for whoever passes them on. A link that still works stays, unless they are to be invited again.
 */
export async function inviteMany(context: Context, actor: Actor, input: unknown): Promise<PeopleInvited> {
  requirePermission(actor, 'people.manage');
  const { made, counts } = await context.database.transaction(async (trx) => {
    const { wanted, counts } = await sortOut(context, trx, actor, input);
    const people = (await listPeople(trx)).filter(({ id }) => wanted.has(id));
    const made: MadeInvitation[] = [];
    for (const person of people) made.push(await makeInvitation(context, trx, actor, person));
    return { made, counts };
  });
  const isMailed = context.mail.linkBase !== undefined;
  if (isMailed) await mailInvitations(context, made);
  if (made.length > 0) context.bus.tell({ kind: 'person', id: 'list', action: 'invite' });
  const links = made.map(({ token, person }) => ({ name: person.name, email: person.email, token }));
  return { ...counts, isMailed, links: isMailed ? [] : links };
}

async function sortOut(
  context: Context,
  trx: Queries,
  actor: Actor,
  input: unknown,
): Promise<{ wanted: ReadonlySet<string>; counts: InvitationCounts }> {
  const form = parseInput(InvitePeopleForm, input);
  const { chosen } = await findChosen(context, trx, actor, form);
  const invitable: readonly string[] = ['none', 'expired', ...(form.isAgain ? ['invited'] : [])];
  const wanted = new Set<string>(chosen.filter(({ state }) => invitable.includes(state)).map(({ id }) => id));
  const count = (state: string): number => chosen.filter((person) => person.state === state).length;
  return {
    wanted,
    counts: {
      invited: wanted.size,
      withAccount: count('active'),
      off: count('off'),
      open: form.isAgain ? 0 : count('invited'),
    },
  };
}
