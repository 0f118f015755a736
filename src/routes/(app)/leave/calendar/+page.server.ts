import { guarded, submit, withBytes } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app } }) => guarded(async () => ({ today: app.today() }));

// The answers quote titles of a calendar, so that they are kept nowhere; a file that comes twice adds nothing twice.
export const actions: Actions = {
  preview: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.leave.previewCalendar(event.locals.actor, await withBytes(input))),
      }),
      { isSecret: true },
    ),
  import: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.leave.importCalendar(event.locals.actor, await withBytes(input))),
      }),
      { isSecret: true },
    ),
};
