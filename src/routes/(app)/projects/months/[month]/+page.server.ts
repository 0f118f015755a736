import { guarded } from '../../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({
    today: app.today(),
    summary: await app.projects.getProjectMonth(actor, params.month),
  }));
