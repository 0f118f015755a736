import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => app.leave.getMyLeaves(actor));

export const actions: Actions = {
  save: (event) =>
    submit(event, async (input) => {
      await event.locals.app.leave.saveLeave(event.locals.actor, input);
      return { done: 'save' };
    }),
  remove: (event) => submit(event, (input) => event.locals.app.leave.removeLeave(event.locals.actor, input)),
};
