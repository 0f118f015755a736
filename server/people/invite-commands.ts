import { parseInput } from '#lib/base/parse-input.ts';
import { InvitePeopleForm, type PeopleInvited } from '#lib/people/people-bulk.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { findChosen } from './bulk-commands.ts';
import { mailInvitations, makeInvitation, type MadeInvitation } from './make-invitation.ts';
import { listPeople } from './store.ts';

/**
 * Makes a link for each of many people who have no account [PE36]: mailed where mail is set up, else handed back
 * for whoever passes them on. A link that still works stays, unless they are to be invited again.
 */
export async function inviteMany(context: Context, actor: Actor, input: unknown): Promise<PeopleInvited> {
  requirePermission(actor, 'people.manage');
  const form = parseInput(InvitePeopleForm, input);
  const { made, outcome } = await context.database.transaction(async (trx) => {
    const { chosen } = await findChosen(context, trx, actor, form);
    const count = (state: string): number => chosen.filter((person) => person.state === state).length;
    const wanted = new Set<string>(
      chosen
        .filter(({ state }) => ['none', 'expired', ...(form.isAgain ? ['invited'] : [])].includes(state))
        .map(({ id }) => id),
    );
    const people = (await listPeople(trx)).filter(({ id }) => wanted.has(id));
    const invitations: MadeInvitation[] = [];
    for (const person of people) invitations.push(await makeInvitation(context, trx, actor, person));
    return {
      made: invitations,
      outcome: {
        invited: invitations.length,
        withAccount: count('active'),
        off: count('off'),
        open: form.isAgain ? 0 : count('invited'),
      },
    };
  });
  const isMailed = context.mail.linkBase !== undefined;
  if (isMailed) await mailInvitations(context, made);
  if (made.length > 0) context.bus.tell({ kind: 'person', id: 'list', action: 'invite' });
  const links = made.map(({ token, person }) => ({ name: person.name, email: person.email, token }));
  return { ...outcome, isMailed, links: isMailed ? [] : links };
}
