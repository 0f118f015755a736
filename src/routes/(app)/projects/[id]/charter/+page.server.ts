import { guarded } from '../../../../guarded.ts';
import { loadBeside } from '../../../../beside-subject.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const { id } = await app.projects.getProjectAddress(actor, params.id);
    const { project } = await app.projects.getProject(actor, id);
    return {
      project,
      lessons: (await app.projects.getLessons(actor, id)).similar,
      seen: await app.projects.getCharter(actor, id),
      beside: await loadBeside(locals, { kind: 'project', id }, url),
    };
  });
