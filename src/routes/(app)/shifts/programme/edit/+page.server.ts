import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    ...(await app.shifts.getProgrammeStart(actor)),
    people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
  }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.saveProgramme(event.locals.actor, input);
      redirect(303, '/shifts/programme#draft');
    }),
};
