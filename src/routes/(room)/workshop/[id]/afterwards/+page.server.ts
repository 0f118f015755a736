import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(() => app.workshop.getGuestAddress(actor, params.id));

export const actions: Actions = {
  leave: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.leaveAddress(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  remove: (event) =>
    submit(event, () => event.locals.app.workshop.removeAddress(event.locals.actor, event.params.id)),
};
