import { guarded } from '../../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const { id } = await app.projects.getProjectAddress(actor, params.id);
    return { today: app.today(), brief: await app.projects.getBrief(actor, id) };
  });
