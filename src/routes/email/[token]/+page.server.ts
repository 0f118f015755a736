import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { name, email } = await locals.app.account.readEmailLink(params.token);
    return { name, email };
  });

export const actions: Actions = {
  default: (event) =>
    submit(
      event,
      async () => {
        const { app, actor } = event.locals;
        await app.account.confirmEmail(event.params.token ?? '');
        redirect(303, actor.kind === 'person' ? '/profile' : '/sign-in?confirmed');
      },
      { isSecret: true },
    ),
};
