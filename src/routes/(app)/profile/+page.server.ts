import { submit } from '../../guarded.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  /** Takes back a press of one's own, made on whatever page. */
  undo: (event) =>
    submit(event, (input) => event.locals.app.undo.takeBack(event.locals.actor, String(input.undoId))),
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
