import { redirect } from '@sveltejs/kit';
import { isEditable } from '#lib/projects/project.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const { id, number } = await app.projects.getProjectAddress(actor, params.id);
    const { project } = await app.projects.getProject(actor, id);
    // What was submitted is what is signed: there is nothing to edit any more.
    if (!isEditable(project.state)) redirect(303, `/projects/${number}`);
    return { project, colleagues: await app.people.listColleagues(actor) };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const { id, number } = await app.projects.getProjectAddress(actor, event.params.id);
      await app.projects.changeProject(actor, { ...input, projectId: id, version: Number(input.version) });
      redirect(303, `/projects/${number}`);
    }),
};
