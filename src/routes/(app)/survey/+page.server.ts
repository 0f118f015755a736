import { guarded } from '../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({ waves: await locals.app.survey.listWaves(locals.actor) }));
