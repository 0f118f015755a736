import { dayAt } from '#lib/base/time-zone.ts';
import { guarded } from '../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({
    rounds: await locals.app.shifts.listRounds(locals.actor),
    today: dayAt(locals.app.clock(), locals.app.config.timeZone),
  }));
