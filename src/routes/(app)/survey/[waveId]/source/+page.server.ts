import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => ({
    previous: await locals.app.survey.findPreviousVersion(locals.actor, params.waveId),
  }));

export const actions: Actions = {
  undo: (event) =>
    submit(event, async ({ version }) => {
      const { waveId } = event.params;
      const outcome = await event.locals.app.survey.undoImport(event.locals.actor, { waveId, version });
      if (outcome === 'removed') redirect(303, '/survey');
      return { isRestored: true };
    }),
  remove: (event) =>
    submit(event, async ({ version }) => {
      const { waveId } = event.params;
      await event.locals.app.survey.removeWave(event.locals.actor, { waveId, version });
      redirect(303, '/survey');
    }),
};
