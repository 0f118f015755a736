import { submit } from '../../guarded.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  save: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.changeProfile(event.locals.actor, input);
      return { isSaved: true };
    }),
  seen: (event) =>
    submit(event, async () => {
      await event.locals.app.access.dismissAccountNotices(event.locals.actor);
    }),
};
