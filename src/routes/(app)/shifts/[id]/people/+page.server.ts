import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => ({
    confirmations: await locals.app.shifts.getRoundConfirmations(locals.actor, params.id),
  }));

export const actions: Actions = {
  endAuthorisation: (event) =>
    submit(event, (input) => event.locals.app.shifts.withdrawAuthorisationOf(event.locals.actor, input)),
};
