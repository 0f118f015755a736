import { dayAt, timeAt } from '#lib/base/time-zone.ts';
import { loadBeside } from '../../../../../beside-subject.ts';
import { guarded, submit, type FormInput } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const { id } = await app.projects.getProjectAddress(actor, params.id);
    const { project } = await app.projects.getProject(actor, id);
    const seen = await app.projects.getRecoveryPlan(actor, {
      projectId: id,
      recoveryId: params.recoveryId,
    });
    const { timeZone } = app.settings;
    return {
      project: { number: project.number, title: project.title },
      ...seen,
      detectedOn: dayAt(seen.plan.detectedAtMs, timeZone),
      detectedAt: timeAt(seen.plan.detectedAtMs, timeZone),
      beside: await loadBeside(locals, { kind: 'project', id }, url),
    };
  });

export const actions: Actions = {
  change: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.changeRecovery(event.locals.actor, await ofPlan(event, input));
    }),
  action: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.addRecoveryAction(event.locals.actor, await ofPlan(event, input));
    }),
  send: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.sendRecovery(event.locals.actor, await ofPlan(event, input));
    }),
  status: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.reportRecovery(event.locals.actor, await ofPlan(event, input));
    }),
  close: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.closeRecovery(event.locals.actor, await ofPlan(event, input));
    }),
};

async function ofPlan({ locals, params }: RequestEvent, input: FormInput): Promise<FormInput> {
  const { id: projectId } = await locals.app.projects.getProjectAddress(locals.actor, params.id);
  return { ...input, projectId, recoveryId: params.recoveryId };
}
