import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { round, tours } = await locals.app.shifts.getRound(locals.actor, params.id);
    return {
      ...{ round, tours, today: locals.app.today() },
      calendar: await locals.app.organisation.getWorkCalendar(locals.actor),
    };
  });

export const actions: Actions = {
  change: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.changeRound(actor, { ...input, roundId: event.params.id });
      redirect(303, `/shifts/${event.params.id}`);
    }),
  move: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.moveRound(actor, { ...input, roundId: event.params.id });
      redirect(303, `/shifts/${event.params.id}`);
    }),
  cancel: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.cancelRound(actor, { ...input, roundId: event.params.id });
      redirect(303, `/shifts/${event.params.id}`);
    }),
  reopen: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.reopenRound(actor, { ...input, roundId: event.params.id });
      redirect(303, `/shifts/${event.params.id}`);
    }),
};
