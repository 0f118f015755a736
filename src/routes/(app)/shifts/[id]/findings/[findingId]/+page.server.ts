import { loadBeside } from '../../../../../beside-subject.ts';
import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** One finding of a round, and what is said about it. */
export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => ({
    finding: await locals.app.shifts.getFinding(locals.actor, {
      roundId: params.id,
      findingId: params.findingId,
    }),
    trackerAddress: locals.app.settings.current.trackerAddress,
    besideFinding: await loadBeside(locals, { kind: 'finding', id: params.findingId }, url),
  }));

export const actions: Actions = {
  track: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.trackFinding(event.locals.actor, {
        ...input,
        roundId: event.params.id,
        findingId: event.params.findingId,
      }),
    ),
};
