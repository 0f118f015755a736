import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    shifts: await app.shifts.getTeamShifts(actor),
    leaves: (await app.leave.getTeamLeave(actor)).team ?? [],
    today: app.today(),
  }));

export const actions: Actions = {
  object: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.objectToShift(event.locals.actor, input);
      return { done: 'object' };
    }),
};
