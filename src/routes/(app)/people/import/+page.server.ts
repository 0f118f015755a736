import { guarded, submit, withBytes } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({ departments: await locals.app.people.listDepartments(locals.actor) }));

// The answers quote people, so that they are kept nowhere; a list that comes twice adds nobody twice.
export const actions: Actions = {
  preview: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.people.previewImport(event.locals.actor, await withBytes(input))),
      }),
      { isSecret: true },
    ),
  import: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.people.importPeople(event.locals.actor, await withBytes(input))),
      }),
      { isSecret: true },
    ),
};
