import { guarded, submit, type FormInput } from '../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({
    diary: await app.shifts.getRoundDiary(actor, params.id),
    reading: await app.shifts.getRoundReading(actor, params.id),
  }));

const withRound = (event: RequestEvent, input: FormInput): FormInput => ({
  ...input,
  roundId: event.params.id,
});

export const actions: Actions = {
  missing: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.reportMissing(event.locals.actor, withRound(event, input)),
    ),
  save: (event) =>
    submit(event, (input) => event.locals.app.shifts.saveDiary(event.locals.actor, withRound(event, input))),
  publish: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.publishDiary(event.locals.actor, withRound(event, input)),
    ),
  unpublish: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.unpublishDiary(event.locals.actor, withRound(event, input)),
    ),
  remove: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.removeDiary(event.locals.actor, withRound(event, input)),
    ),
  takeAway: (event) =>
    submit(event, (input) => event.locals.app.shifts.takeAway(event.locals.actor, withRound(event, input))),
};
