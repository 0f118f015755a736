import { redirect } from '@sveltejs/kit';
import { ownPath } from '#lib/base/own-path.ts';
import { setCookies } from '../cookies.ts';
import { submit } from '../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (locals.actor.kind === 'person') redirect(303, '/home');
  if (!(await locals.app.access.isSetUp())) redirect(303, '/setup');
  /** Whoever confirmed a new e-mail signs in with it. */
  return { isConfirmed: url.searchParams.has('confirmed') };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, getClientAddress, request, url } = event;
    return submit(
      event,
      async (input) => {
        const visit = { headers: request.headers, isHttps: locals.isHttps, address: getClientAddress() };
        setCookies(event, await locals.app.access.signIn(input, visit));
        redirect(303, ownPath(url.searchParams.get('next'), '/home'));
      },
      { isSecret: true },
    );
  },
};
