import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({ desk: await app.shifts.getReportDesk(actor, params.id) }));

export const actions: Actions = {
  keep: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.keepContacts(actor, { ...input, roundId: event.params.id });
      redirect(303, `/shifts/${event.params.id}/report`);
    }),
};
