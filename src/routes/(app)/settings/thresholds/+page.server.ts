import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(() => app.organisation.getSettings(actor));

export const actions: Actions = {
  save: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.changeThresholds(event.locals.actor, input);
      return { done: 'save' };
    }),
  steps: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.changeImportanceSteps(event.locals.actor, input);
      return { done: 'steps' };
    }),
  borders: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.changeBorders(event.locals.actor, input);
      return { done: 'borders' };
    }),
};
