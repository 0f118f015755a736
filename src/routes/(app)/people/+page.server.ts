import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({
    people: await locals.app.people.listPeople(locals.actor),
    departments: await locals.app.people.listDepartments(locals.actor),
  }));

export const actions: Actions = {
  add: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.addPerson(event.locals.actor, { roles: [], ...input });
      return { done: 'add' };
    }),
  change: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.changePerson(event.locals.actor, {
        roles: [],
        ...input,
        version: Number(input.version),
        isActive: input.isActive === 'on',
      });
      return { done: 'change' };
    }),
  invite: (event) =>
    submit(
      event,
      async (input) => {
        const token = await event.locals.app.access.invite(event.locals.actor, String(input.personId));
        return { done: 'invite', name: String(input.name), link: `${event.url.origin}/invite/${token}` };
      },
      { isSecret: true },
    ),
};
