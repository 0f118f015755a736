import { redirect } from '@sveltejs/kit';
import { setCookies } from '../../cookies.ts';
import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) =>
  guarded(async () => {
    const { person } = await locals.app.access.readInvitation(params.token);
    return { name: person.name, email: person.email };
  });

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, getClientAddress, request } = event;
    return submit(
      event,
      async (input) => {
        const { email } = await locals.app.access.acceptInvitation({ ...input, token: params.token });
        const visit = { headers: request.headers, isHttps: locals.isHttps, address: getClientAddress() };
        setCookies(event, await locals.app.access.signIn({ ...input, email }, visit));
        redirect(303, '/home');
      },
      { isSecret: true },
    );
  },
};
