import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({
    ...(await app.survey.getReportedWave(actor, params.waveId)),
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
