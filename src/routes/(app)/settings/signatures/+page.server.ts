import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    ...(await app.organisation.getSettings(actor)),
    ...(await app.organisation.listSigning(actor)),
    absences: await app.leave.getSigningAbsences(actor),
  }));

export const actions: Actions = {
  line: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.changeReportingLine(event.locals.actor, input);
      return { done: 'line' };
    }),
  saveSubstitute: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.saveSubstitute(event.locals.actor, input);
      return { done: 'saveSubstitute' };
    }),
  removeSubstitute: (event) =>
    submit(event, (input) =>
      event.locals.app.organisation.removeSubstitute(event.locals.actor, String(input.entryId)),
    ),
};
