import { loadBeside } from '../../../../beside-subject.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const { id } = await app.projects.getProjectAddress(actor, params.id);
    const { project } = await app.projects.getProject(actor, id);
    return {
      project,
      cover: await app.projects.getCover(actor, id),
      resting: await app.projects.findProjectResting(actor, id),
      absences: await app.leave.getProjectAbsences(actor, id),
      colleagues: (await app.people.listColleagues(actor)).map(({ id: personId, name }) => ({
        id: personId,
        name,
      })),
      beside: await loadBeside(locals, { kind: 'project', id }, url),
    };
  });

export const actions: Actions = {
  read: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.markProjectRead(actor, { ...input, projectId: await projectIdOf(event) });
    }),
  takeOver: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.takeOverProject(actor, { ...input, projectId: await projectIdOf(event) });
    }),
  giveBack: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.giveBackProject(actor, { ...input, projectId: await projectIdOf(event) });
    }),
  handover: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.saveHandover(actor, { ...input, projectId: await projectIdOf(event) });
    }),
  holders: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.changeHolders(actor, { ...input, projectId: await projectIdOf(event) });
    }),
};

async function projectIdOf({ locals, params }: RequestEvent): Promise<string> {
  return (await locals.app.projects.getProjectAddress(locals.actor, params.id)).id;
}
