import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    ...(await app.projects.getProjectSettings(actor)),
    currency: app.settings.current.currency,
    colleagues: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
  }));

export const actions: Actions = {
  rules: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.saveProjectRules(event.locals.actor, input);
      return { done: 'rules' };
    }),
  envelope: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.saveEnvelope(event.locals.actor, input);
      return { done: 'envelope' };
    }),
  application: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.saveApplication(event.locals.actor, input);
      return { done: 'application' };
    }),
  opinion: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.saveOpinionRule(event.locals.actor, input);
      return { done: 'opinion' };
    }),
};
