import { guarded } from '../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    sessions: await app.issues.listRatingSessions(actor),
    standing: await app.issues.countUnrated(actor),
    today: app.today(),
  }));
