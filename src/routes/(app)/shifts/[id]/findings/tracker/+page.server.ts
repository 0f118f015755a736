import { guarded, submit, withBytes, type FormInput } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({ untracked: (await app.shifts.listUntracked(actor, params.id)).length }));

const withRound = async (event: RequestEvent, input: FormInput): Promise<FormInput> => ({
  ...(await withBytes(input)),
  roundId: event.params.id,
});

// The preview quotes the file, so that it is kept nowhere; a list that comes twice changes nothing twice.
export const actions: Actions = {
  preview: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.shifts.previewTracker(event.locals.actor, await withRound(event, input))),
      }),
      { isSecret: true },
    ),
  import: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.shifts.importTracker(event.locals.actor, await withRound(event, input))),
      }),
      { isSecret: true },
    ),
};
