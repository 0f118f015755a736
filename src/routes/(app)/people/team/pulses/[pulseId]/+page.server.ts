import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({
    pulse: await app.rhythms.getTeamPulse(actor, params.pulseId),
    today: app.today(),
  }));

export const actions: Actions = {
  answer: (event) =>
    submit(event, async (input) => {
      await event.locals.app.rhythms.answerTeamPulse(event.locals.actor, input);
    }),
  end: (event) =>
    submit(event, (input) =>
      event.locals.app.rhythms.endTeamPulse(event.locals.actor, { ...input, pulseId: event.params.pulseId }),
    ),
};
