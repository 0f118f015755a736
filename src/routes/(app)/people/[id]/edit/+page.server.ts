import { error, redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const person = await app.people.findListedPerson(actor, params.id);
    if (!person) error(404, { message: 'not-found', code: 'not-found' });
    return {
      person,
      departments: await app.people.listDepartments(actor),
      colleagues: await app.people.listColleagues(actor),
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const personId = event.params.id ?? '';
      await app.people.changePerson(actor, {
        roles: [],
        ...input,
        personId,
        version: Number(input.version),
        isActive: input.isActive === 'on',
      });
      redirect(303, `/people?at=${personId}`);
    }),
};
