import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * Changes nothing, whoever looks: programs that read mail open every link. Where one came from is told without the
 * address, which is a secret; none at all would take the origin from the form too.
 */
export const load: PageServerLoad = ({ locals: { app }, params, getClientAddress, setHeaders }) =>
  guarded(() => {
    setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'strict-origin' });
    return app.issues.readAfterwards({ token: params.token, address: getClientAddress() });
  });

export const actions: Actions = {
  forget: (event) =>
    submit(
      event,
      async () => {
        await event.locals.app.workshop.forgetAddress(event.params.token);
        redirect(303, `/afterwards?locale=${event.locals.locale}`);
      },
      { isSecret: true },
    ),
};
