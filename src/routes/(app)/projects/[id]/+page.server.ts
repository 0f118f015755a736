import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { app, actor } = locals;
    return {
      ...(await app.projects.getProject(actor, params.id)),
      signing: await app.projects.getSigning(actor, params.id),
      colleagues: await app.people.listColleagues(actor),
    };
  });

export const actions: Actions = {
  move: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.advanceProject(actor, {
        projectId: event.params.id,
        version: Number(input.version),
        move: input.move,
        reason: input.reason,
        until: input.until,
      });
    }),
  decide: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.decideProject(actor, {
        projectId: event.params.id,
        contentHash: input.contentHash,
        password: input.password,
        isApproved: input.decision === 'approve',
        reason: input.reason,
      });
    }),
  change: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.changeProject(actor, {
        ...input,
        projectId: event.params.id,
        version: Number(input.version),
      });
    }),
  report: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.reportProject(event.locals.actor, {
        ...input,
        projectId: event.params.id,
      });
    }),
};
