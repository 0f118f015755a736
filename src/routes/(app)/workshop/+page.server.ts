import { guarded } from '../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({ workshops: await locals.app.workshop.listWorkshops(locals.actor) }));
