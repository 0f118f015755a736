import { redirect } from '@sveltejs/kit';
import { GUEST_COOKIE } from '#lib/people/guest-cookie.ts';
import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

const MONTH_SECONDS = 30 * 24 * 60 * 60;

export const load: PageServerLoad = ({ locals, params, cookies, getClientAddress }) =>
  guarded(async () => {
    const { workshop } = locals.app;
    const { id, title, door, departments } = await workshop.welcomeVisitor(params.code, getClientAddress());
    const token = cookies.get(GUEST_COOKIE);
    const visitor = token && locals.actor.kind !== 'person' ? await workshop.standAtDoor(token) : undefined;
    const isHere = visitor?.workshopId === id;
    if (isHere && visitor.standing === 'in') redirect(303, `/workshop/${id}/board`);
    return { id, title, door, departments, waiting: isHere ? { name: visitor.name } : null };
  });

export const actions: Actions = {
  guest: (event) =>
    submit(
      event,
      async (input) => {
        const { locals, params, cookies, getClientAddress } = event;
        const { token, workshopId, isWaiting } = await locals.app.workshop.joinAsGuest(
          { ...input, code: params.code },
          { locale: locals.locale, address: getClientAddress() },
        );
        cookies.set(GUEST_COOKIE, token, {
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure: locals.isHttps,
          maxAge: MONTH_SECONDS,
        });
        redirect(303, isWaiting ? `/join/${params.code}` : `/workshop/${workshopId}/board`);
      },
      { isSecret: true },
    ),
  person: (event) =>
    submit(event, async () => {
      const { locals, params, getClientAddress } = event;
      const id = await locals.app.workshop.joinAsPerson(locals.actor, params.code, getClientAddress());
      redirect(303, `/workshop/${id}/board`);
    }),
};
