import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({
    wave: await app.survey.getWave(actor, params.waveId),
    insights: (await app.survey.listInsights(actor)).filter(({ waveId }) => waveId === params.waveId),
    printedAtMs: app.clock(),
  }));

export const actions: Actions = {
  export: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.recordExport(event.locals.actor, {
        ...input,
        waveId: event.params.waveId,
      });
    }),
};
