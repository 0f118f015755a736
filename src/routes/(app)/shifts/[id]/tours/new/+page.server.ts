import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../../guarded.ts';
import { tourChoices } from '../../../tour-choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { round, tours } = await locals.app.shifts.getRound(locals.actor, params.id);
    return {
      ...(await tourChoices(locals, params.id)),
      round,
      tours,
      volume: await locals.app.shifts.getVolume(locals.actor),
      zone: locals.app.settings.timeZone,
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.addTour(actor, { ...input, roundId: event.params.id });
      redirect(303, `/shifts/${event.params.id}`);
    }),
};
