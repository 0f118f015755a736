import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    departments: await app.people.listDepartments(actor),
    colleagues: await app.people.listColleagues(actor),
  }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const id = await app.people.addPerson(actor, { roles: [], ...input });
      redirect(303, `/people?at=${id}`);
    }),
};
