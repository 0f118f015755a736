import { guarded } from '../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, setHeaders }) =>
  guarded(async () => {
    setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    const found = await locals.app.workshop.findWall(params.code);
    if (found.state !== 'open') return { state: found.state };
    const { state, workshopId, language } = found;
    return { state, workshopId, language, code: params.code };
  });
