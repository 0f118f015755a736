import { loadBeside } from '../../../beside-subject.ts';
import { guarded } from '../../../guarded.ts';
import type { LayoutServerLoad } from './$types';

/** A round, for all of its parts. */
export const load: LayoutServerLoad = ({ locals, params, url }) =>
  guarded(async () => ({
    ...(await locals.app.shifts.getRound(locals.actor, params.id)),
    beside: await loadBeside(locals, { kind: 'round', id: params.id }, url),
    asks: await locals.app.shifts.getRoundAsks(locals.actor, params.id),
    today: locals.app.today(),
    absences: await locals.app.leave.getRoundAbsences(locals.actor, params.id),
  }));
