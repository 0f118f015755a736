import { submit } from '../../../../guarded.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  write: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.writeDiary(event.locals.actor, { ...input, roundId: event.params.id }),
    ),
};
