import { guarded } from '../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({ list: await app.decisions.listDecisions(actor) }));
