import { redirect } from '@sveltejs/kit';
import { MIN_PASSWORD_LENGTH } from '#lib/people/people-forms.ts';
import { setCookies } from '../../cookies.ts';
import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { name, email } = await locals.app.account.readPasswordLink(params.token);
    return { name, email, shortest: MIN_PASSWORD_LENGTH };
  });

export const actions: Actions = {
  default: (event) =>
    submit(
      event,
      async (input) => {
        const { locals, params, getClientAddress, request } = event;
        const { email } = await locals.app.account.choosePassword({ ...input, token: params.token });
        const visit = { headers: request.headers, isHttps: locals.isHttps, address: getClientAddress() };
        setCookies(event, await locals.app.access.signIn({ ...input, email }, visit));
        redirect(303, '/home');
      },
      { isSecret: true },
    ),
};
