import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({ templates: await app.workshop.listTemplates(actor) }));

export const actions: Actions = {
  rename: (event) =>
    submit(event, (input) => event.locals.app.workshop.renameTemplate(event.locals.actor, input)),
  remove: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.removeTemplate(event.locals.actor, String(input.templateId)),
    ),
};
