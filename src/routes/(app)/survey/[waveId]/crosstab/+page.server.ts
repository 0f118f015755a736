import { submit } from '../../../../guarded.ts';
import { parseFigure } from '../pinned-figure.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  pin: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.pinInsight(event.locals.actor, {
        ...parseFigure(input.figure),
        waveId: event.params.waveId,
        title: input.title,
        note: input.note,
      });
      return { isPinned: true };
    }),
};
