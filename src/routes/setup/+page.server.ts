import { redirect } from '@sveltejs/kit';
import { setCookies } from '../cookies.ts';
import { submit } from '../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (await locals.app.access.isSetUp()) redirect(303, '/sign-in');
  const token = url.searchParams.get('token') ?? '';
  return { token, isLinkGood: await locals.app.access.isSetUpToken(token) };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, getClientAddress, request } = event;
    return submit(
      event,
      async (input) => {
        await locals.app.access.setUp({ ...input, locale: locals.locale });
        const visit = { headers: request.headers, isHttps: locals.isHttps, address: getClientAddress() };
        setCookies(event, await locals.app.access.signIn(input, visit));
        redirect(303, '/people');
      },
      { isSecret: true },
    );
  },
};
