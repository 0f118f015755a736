import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({ library: await app.shifts.getLibrary(actor), today: app.today() }));

export const actions: Actions = {
  missing: (event) =>
    submit(event, (input) => event.locals.app.shifts.reportMissing(event.locals.actor, input)),
  link: (event) => submit(event, (input) => event.locals.app.shifts.addDocument(event.locals.actor, input)),
  unlink: (event) =>
    submit(event, (input) => event.locals.app.shifts.removeDocument(event.locals.actor, input)),
};
