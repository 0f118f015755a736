import { guarded } from '../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    workshops: await app.workshop.listWorkshops(actor),
    nowMs: app.clock(),
  }));
