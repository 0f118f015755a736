import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({ items: await app.shifts.getChecklists(actor) }));

export const actions: Actions = {
  add: (event) =>
    submit(event, (input) => event.locals.app.shifts.addChecklistItem(event.locals.actor, input)),
  remove: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.removeChecklistItem(event.locals.actor, String(input.itemId)),
    ),
};
