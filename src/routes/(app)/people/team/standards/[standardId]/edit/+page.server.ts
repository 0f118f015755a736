import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({ standard: await app.people.getStandard(actor, params.standardId) }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { standardId } = event.params;
      await event.locals.app.people.writeStandard(event.locals.actor, { ...input, standardId });
      redirect(303, `/people/team/standards/${standardId}`);
    }),
};
