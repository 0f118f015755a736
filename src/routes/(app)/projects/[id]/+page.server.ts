import { readTableQuery } from '#lib/base/table-query.ts';
import { LIST_WORD, positionIn } from '#lib/page/list-position.ts';
import { findProjects, PROJECT_TERMS } from '#lib/projects/project-query.ts';
import { loadBeside } from '../../../beside-subject.ts';
import { guarded, submit } from '../../../guarded.ts';
import { leadToNumber } from '../../../numbered-page.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = (event) =>
  guarded(async () => {
    const { app, actor } = event.locals;
    const address = await app.projects.getProjectAddress(actor, event.params.id);
    leadToNumber(event, address);
    const listQuery = event.url.searchParams.get(LIST_WORD) ?? '';
    const { query } = readTableQuery(new URLSearchParams(listQuery), PROJECT_TERMS);
    const reader = actor.kind === 'person' ? actor.id : undefined;
    const numbers = findProjects(await app.projects.listProjects(actor), query, reader).map(
      ({ number }) => number,
    );
    return {
      listQuery,
      position: positionIn(numbers, address.number, '/projects', listQuery),
      ...(await app.projects.getProject(actor, address.id)),
      signing: await app.projects.getSigning(actor, address.id),
      absences: await app.leave.getProjectAbsences(actor, address.id),
      beside: await loadBeside(event.locals, { kind: 'project', id: address.id }, event.url),
    };
  });

export const actions: Actions = {
  move: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.advanceProject(actor, {
        projectId: await projectIdOf(event),
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
        projectId: await projectIdOf(event),
        contentHash: input.contentHash,
        password: input.password,
        isApproved: input.decision === 'approve',
        reason: input.reason,
      });
    }),
  withdraw: (event) =>
    submit(event, async () => {
      await event.locals.app.projects.withdrawDecision(event.locals.actor, await projectIdOf(event));
    }),
  report: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.reportProject(event.locals.actor, {
        ...input,
        projectId: await projectIdOf(event),
      });
    }),
};

async function projectIdOf({ locals, params }: RequestEvent): Promise<string> {
  return (await locals.app.projects.getProjectAddress(locals.actor, params.id)).id;
}
