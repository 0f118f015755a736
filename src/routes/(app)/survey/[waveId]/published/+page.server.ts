import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => ({
    smallestGroup: locals.app.settings.current.smallestGroup,
    publication: await locals.app.survey.findPublication(locals.actor, params.waveId),
  }));

export const actions: Actions = {
  publish: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.publishWave(event.locals.actor, {
        ...input,
        waveId: event.params.waveId,
      });
      return { isPublished: true };
    }),
};
