import { submit } from '../../guarded.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.changeProfile(event.locals.actor, input);
      return { isSaved: true };
    }),
};
