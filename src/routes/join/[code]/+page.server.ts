import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

const MONTH_SECONDS = 30 * 24 * 60 * 60;

export const load: PageServerLoad = ({ locals, params, getClientAddress }) =>
  guarded(async () => {
    const { id, title, departments } = await locals.app.workshop.welcomeVisitor(
      params.code,
      getClientAddress(),
    );
    const isHere = locals.actor.kind === 'guest' && locals.actor.workshopId === id;
    if (isHere) redirect(303, `/workshop/${id}/board`);
    return { title, departments };
  });

export const actions: Actions = {
  guest: (event) =>
    submit(event, async (input) => {
      const { locals, params, cookies, getClientAddress } = event;
      const { token, workshopId } = await locals.app.workshop.joinAsGuest(
        { ...input, code: params.code },
        { locale: locals.locale, address: getClientAddress() },
      );
      cookies.set('herringbone.guest', token, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: locals.isHttps,
        maxAge: MONTH_SECONDS,
      });
      redirect(303, `/workshop/${workshopId}/board`);
    }),
  person: (event) =>
    submit(event, async () => {
      const { locals, params, getClientAddress } = event;
      const id = await locals.app.workshop.joinAsPerson(locals.actor, params.code, getClientAddress());
      redirect(303, `/workshop/${id}/board`);
    }),
};
