import { dayAt } from '#lib/base/time-zone.ts';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => ({
    ...(await locals.app.shifts.getRound(locals.actor, params.id)),
    today: dayAt(locals.app.clock(), locals.app.config.timeZone),
  }));

export const actions: Actions = {
  signUp: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.signUp(event.locals.actor, input);
      return { done: 'signUp' };
    }),
  leave: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.leaveTour(event.locals.actor, String(input.tourId));
      return { done: 'leave' };
    }),
  diary: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.writeDiary(event.locals.actor, { ...input, roundId: event.params.id });
      return { done: 'diary' };
    }),
  finding: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.reportFinding(event.locals.actor, { ...input, roundId: event.params.id });
      return { done: 'finding' };
    }),
};
