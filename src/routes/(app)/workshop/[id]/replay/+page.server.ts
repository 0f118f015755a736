import { guarded } from '../../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { workshop, access } = await locals.app.workshop.getAccess(locals.actor, params.id);
    return { workshopId: workshop.id, title: workshop.title, mayRead: access !== 'none' };
  });
