import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({ original: await app.workshop.getOriginal(actor, params.id) }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { workshop } = event.locals.app;
      const id = await workshop.copyWorkshop(event.locals.actor, { ...input, workshopId: event.params.id });
      redirect(303, `/workshop/${id}`);
    }),
};
