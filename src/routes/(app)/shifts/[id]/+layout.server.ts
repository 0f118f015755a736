import { guarded } from '../../../guarded.ts';
import type { LayoutServerLoad } from './$types';

/** A round, for all of its parts. */
export const load: LayoutServerLoad = ({ locals, params }) =>
  guarded(async () => ({
    ...(await locals.app.shifts.getRound(locals.actor, params.id)),
    today: locals.app.today(),
    absences: await locals.app.leave.getRoundAbsences(locals.actor, params.id),
  }));
