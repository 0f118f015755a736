import { submit } from '../../../guarded.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  signUp: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.signUp(event.locals.actor, input);
      return { done: 'signUp' };
    }),
  leave: (event) =>
    submit(event, async (input) => {
      const left = await event.locals.app.shifts.leaveTour(event.locals.actor, String(input.tourId));
      return { done: 'leave', ...left };
    }),
};
