import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({
    desk: await app.issues.getRatingDesk(actor, params.sessionId),
    today: app.today(),
  }));

export const actions: Actions = {
  rate: (event) =>
    submit(event, (input) =>
      event.locals.app.issues.rateIssue(event.locals.actor, { ...input, sessionId: event.params.sessionId }),
    ),
};
