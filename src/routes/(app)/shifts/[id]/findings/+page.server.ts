import { guarded, submit, type FormInput } from '../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({
    found: await app.shifts.getRoundFindings(actor, params.id),
    trackerAddress: app.settings.current.trackerAddress,
  }));

const withRound = (event: RequestEvent, input: FormInput): FormInput => ({
  ...input,
  roundId: event.params.id,
});

export const actions: Actions = {
  report: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.reportFinding(event.locals.actor, withRound(event, input)),
    ),
  again: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.noteAskedAgain(event.locals.actor, withRound(event, input)),
    ),
  makeIssue: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.makeIssueOfFinding(event.locals.actor, withRound(event, input)),
    ),
};
