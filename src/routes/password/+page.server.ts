import { redirect } from '@sveltejs/kit';
import { PASSWORD_LINK_MINUTES } from '#lib/people/account-limits.ts';
import { submit } from '../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor } }) => {
  if (actor.kind === 'person') redirect(303, '/profile#password');
  if (!(await app.access.isSetUp())) redirect(303, '/setup');
  return { hasMail: app.account.mailsLinks(), minutes: PASSWORD_LINK_MINUTES };
};

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { locals, getClientAddress } = event;
      await locals.app.account.askForPassword(input, { address: getClientAddress() });
      return { isAsked: true };
    }),
};
