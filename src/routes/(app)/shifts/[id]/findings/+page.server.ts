import { submit } from '../../../../guarded.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  report: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.reportFinding(event.locals.actor, { ...input, roundId: event.params.id }),
    ),
};
