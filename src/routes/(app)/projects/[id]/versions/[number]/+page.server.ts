import { guarded } from '../../../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const { id, number } = await app.projects.getProjectAddress(actor, params.id);
    const version = Number(params.number);
    return {
      ...{ projectNumber: number, number: version },
      version: await app.projects.getVersion(actor, { projectId: id, number: version }),
    };
  });
