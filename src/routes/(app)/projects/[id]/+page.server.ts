import { readTableQuery } from '#lib/base/table-query.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { envelopeYear } from '#lib/projects/charter/charter.ts';
import { LIST_WORD, positionIn } from '#lib/page/list-position.ts';
import { findProjects, PROJECT_TERMS } from '#lib/projects/project-query.ts';
import { loadBeside } from '../../../beside-subject.ts';
import { guarded, submit, type FormInput } from '../../../guarded.ts';
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
      charter: (await app.projects.getCharter(actor, address.id)).charter,
      opinions: await app.projects.getOpinions(actor, address.id),
      versions: await app.projects.getVersions(actor, address.id),
      conditions: await app.projects.getConditions(actor, address.id),
      envelopes: await readEnvelopes(event, address.id),
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
        move: input.move === 'submitLight' ? 'submit' : input.move,
        route: input.move === 'submitLight' ? 'light' : 'full',
        reason: input.reason,
        until: input.until,
      });
    }),
  decide: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.decideProject(actor, { projectId: await projectIdOf(event), ...decisionOf(input) });
    }),
  decideLight: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.decideLight(actor, { projectId: await projectIdOf(event), ...decisionOf(input) });
    }),
  askOpinion: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.askOpinion(actor, { projectId: await projectIdOf(event), ruleId: input.ruleId });
    }),
  giveOpinion: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.giveOpinion(actor, { ...input, projectId: await projectIdOf(event) });
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

/** What was pressed and written, as the commands take it. */
function decisionOf({ contentHash, password, decision, reason, condition, conditionDueOn }: FormInput) {
  return {
    ...{ contentHash, password, reason, condition, conditionDueOn },
    isApproved: decision === 'approve',
    isFinal: decision === 'decline',
  };
}

/** The money of the year that pays, for those who may know it. */
async function readEnvelopes({ locals: { app, actor } }: Pick<RequestEvent, 'locals'>, id: string) {
  const isPerson = actor.kind === 'person';
  if (!isPerson || !isPermitted(standingsOf(actor), 'project.viewEnvelope')) return [];
  const { project } = await app.projects.getProject(actor, id);
  const { charter } = await app.projects.getCharter(actor, id);
  return (await app.projects.getProjectYear(actor, envelopeYear(charter, project.startsOn))).envelopes;
}

async function projectIdOf({ locals, params }: RequestEvent): Promise<string> {
  return (await locals.app.projects.getProjectAddress(locals.actor, params.id)).id;
}
