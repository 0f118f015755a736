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
      money: await app.projects.getMoney(actor, id),
      beside: await loadBeside(locals, { kind: 'project', id }, url),
    };
  });

export const actions: Actions = {
  addCost: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.addCost(actor, { ...input, projectId: await projectIdOf(event) });
    }),
  removeCost: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      return app.projects.removeCost(actor, { ...input, projectId: await projectIdOf(event) });
    }),
  forecast: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.saveForecast(actor, { ...input, projectId: await projectIdOf(event) });
    }),
};

async function projectIdOf({ locals, params }: RequestEvent): Promise<string> {
  return (await locals.app.projects.getProjectAddress(locals.actor, params.id)).id;
}
