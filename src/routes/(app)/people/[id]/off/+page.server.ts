import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => ({
    ...(await locals.app.people.listConsequences(locals.actor, params.id)),
    colleagues: await locals.app.people.listColleagues(locals.actor),
  }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.switchOff(event.locals.actor, {
        ...input,
        personId: event.params.id,
        version: Number(input.version),
      });
      redirect(303, '/people');
    }),
};
