import { submit } from '../../../../guarded.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  answer: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.answerFeedback(actor, { ...input, roundId: event.params.id });
    }),
};
