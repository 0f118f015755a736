import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => locals.app.people.getCompetences(locals.actor));

export const actions: Actions = {
  rate: (event) =>
    submit(event, (input) => event.locals.app.people.rateCompetence(event.locals.actor, input)),
  add: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.addCompetence(event.locals.actor, input);
    }),
  rename: (event) =>
    submit(event, (input) =>
      event.locals.app.people.renameCompetence(event.locals.actor, {
        ...input,
        version: Number(input.version),
      }),
    ),
  remove: (event) =>
    submit(event, (input) =>
      event.locals.app.people.removeCompetence(event.locals.actor, {
        ...input,
        version: Number(input.version),
      }),
    ),
};
