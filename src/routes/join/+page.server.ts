import { redirect } from '@sveltejs/kit';
import { submit } from '../guarded.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { code } = await event.locals.app.workshop.findByCode(
        String(input.code),
        event.getClientAddress(),
      );
      redirect(303, `/join/${code}`);
    }),
};
