import { guarded, submit, type FormInput } from '../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({
    session: await app.issues.getRatingSession(actor, params.sessionId),
    today: app.today(),
  }));

const ofSession = (event: RequestEvent, input: FormInput) => ({
  ...input,
  sessionId: event.params.sessionId,
});

export const actions: Actions = {
  reveal: (event) =>
    submit(event, (input) =>
      event.locals.app.issues.revealRatings(event.locals.actor, ofSession(event, input)),
    ),
  again: (event) =>
    submit(event, (input) =>
      event.locals.app.issues.startSecondRound(event.locals.actor, ofSession(event, input)),
    ),
  cancel: (event) =>
    submit(event, (input) =>
      event.locals.app.issues.cancelRatings(event.locals.actor, ofSession(event, input)),
    ),
};
