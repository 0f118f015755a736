import { loadBeside } from '../../../../../beside-subject.ts';
import { guarded } from '../../../../../guarded.ts';
import type { PageServerLoad } from './$types';

/** One finding of a round, and what is said about it. */
export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => ({
    finding: await locals.app.shifts.getFinding(locals.actor, {
      roundId: params.id,
      findingId: params.findingId,
    }),
    besideFinding: await loadBeside(locals, { kind: 'finding', id: params.findingId }, url),
  }));
