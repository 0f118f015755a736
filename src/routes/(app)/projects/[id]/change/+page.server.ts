import { redirect } from '@sveltejs/kit';
import { AppError } from '#lib/base/errors.ts';
import { EMPTY_CHARTER } from '#lib/projects/charter/charter.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const { id, number } = await app.projects.getProjectAddress(actor, params.id);
    const { project } = await app.projects.getProject(actor, id);
    const { ownerId, deputyId, proposedBy } = project;
    if (actor.kind !== 'person' || ![ownerId, deputyId, proposedBy].includes(actor.id))
      throw new AppError('forbidden');
    const versions = await app.projects.getVersions(actor, id);
    if (!versions?.mayChange || project.budgetMinor === null) redirect(303, `/projects/${number}`);
    return {
      project: { ...project, budgetMinor: project.budgetMinor },
      rules: versions.rules,
      segments: ((await app.projects.getCharter(actor, id)).charter ?? EMPTY_CHARTER).benefit.segments,
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const { id, number } = await app.projects.getProjectAddress(actor, event.params.id);
      await app.projects.changeApproved(actor, { ...input, projectId: id });
      redirect(303, `/projects/${number}`);
    }),
};
