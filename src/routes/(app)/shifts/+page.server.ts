import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({
    rounds: await locals.app.shifts.listRounds(locals.actor),
    today: locals.app.today(),
    leadsTeam: (await locals.app.shifts.getTeamShifts(locals.actor)) !== null,
    isAhead: await locals.app.shifts.getAhead(locals.actor),
  }));

export const actions: Actions = {
  ahead: (event) =>
    submit(event, async (input) => ({
      isAhead: await event.locals.app.shifts.registerAhead(event.locals.actor, input),
    })),
};
