import { redirect } from '@sveltejs/kit';
import { doorCookie, doorPath } from '#lib/outside/door-cookie.ts';
import { VISIT_HOURS } from '#lib/outside/door.ts';
import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * Changes nothing, whoever looks: programs that read mail open every link. Where one came from is told without the
 * address, which is a secret; none at all would take the origin from the form too.
 */
export const load: PageServerLoad = ({ locals: { app }, params, getClientAddress, setHeaders }) =>
  guarded(() => {
    setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'strict-origin' });
    return app.outside.greetAtDoor({ token: params.token, address: getClientAddress() });
  });

export const actions: Actions = {
  default: (event) =>
    submit(
      event,
      async ({ requestKey }) => {
        const { params, cookies, locals, getClientAddress } = event;
        const came = { token: params.token ?? '', address: getClientAddress(), requestKey };
        const { doorId, visit } = await locals.app.outside.enterDoor(came);
        cookies.set(doorCookie(doorId), visit, {
          path: doorPath(doorId),
          httpOnly: true,
          sameSite: 'lax',
          secure: locals.isHttps,
          maxAge: VISIT_HOURS * 60 * 60,
        });
        redirect(303, doorPath(doorId));
      },
      { isSecret: true },
    ),
};
