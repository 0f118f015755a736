import { guarded } from '../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({
    rounds: await locals.app.shifts.listRounds(locals.actor),
    today: locals.app.today(),
  }));
