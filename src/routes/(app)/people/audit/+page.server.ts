import { guarded } from '../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({ lines: await locals.app.access.listAudit(locals.actor) }));
