import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({
    people: await locals.app.people.listPeople(locals.actor),
    departments: await locals.app.people.listDepartments(locals.actor),
  }));

export const actions: Actions = {
  addDepartment: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.addDepartment(event.locals.actor, input);
      return { done: 'addDepartment' };
    }),
  changeDepartment: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.changeDepartment(event.locals.actor, {
        ...input,
        version: Number(input.version),
      });
      return { done: 'changeDepartment' };
    }),
  previewClosing: (event) =>
    submit(event, (input) =>
      event.locals.app.people.previewClosing(event.locals.actor, {
        ...input,
        version: Number(input.version),
      }),
    ),
  close: (event) =>
    submit(event, (input) =>
      event.locals.app.people.closeDepartment(event.locals.actor, {
        ...input,
        version: Number(input.version),
      }),
    ),
};
