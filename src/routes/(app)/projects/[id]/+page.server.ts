import { redirect } from '@sveltejs/kit';
import { timeAt } from '#lib/base/time-zone.ts';
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
    const { course: news, ...seen } = await app.projects.getProject(actor, address.id);
    const course = await app.projects.getStages(actor, address.id);
    return {
      listQuery,
      position: positionIn(numbers, address.number, '/projects', listQuery),
      ...seen,
      news,
      course,
      lessons: await app.projects.getLessons(actor, address.id),
      plans: (await app.projects.listRecoveryPlans(actor, address.id)) ?? [],
      now: { day: app.today(), time: timeNow(app) },
      acceptors: course.maySteer ? await listAcceptors(event, course.workerIds) : [],
      signing: await app.projects.getSigning(actor, address.id),
      charter: (await app.projects.getCharter(actor, address.id)).charter,
      opinions: await app.projects.getOpinions(actor, address.id),
      effect: await app.projects.findEffect(actor, address.id),
      versions: await app.projects.getVersions(actor, address.id),
      conditions: await app.projects.getConditions(actor, address.id),
      envelopes: await readEnvelopes(event, address.id),
      seasons: (await app.organisation.getWorkCalendar(actor)).seasons,
      absences: await app.leave.getProjectAbsences(actor, address.id),
      beside: await loadBeside(event.locals, { kind: 'project', id: address.id }, event.url),
      goals: await event.locals.app.goals.listGoalsOf(event.locals.actor, {
        ...{ issueIds: [], projectIds: [address.id] },
      }),
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
        note: input.note,
        lessons: input.lessons,
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
  askStage: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.askStage(actor, { ...input, projectId: await projectIdOf(event) });
    }),
  settleStage: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      return app.projects.settleStage(actor, { ...input, projectId: await projectIdOf(event) });
    }),
  withdrawStage: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      return app.projects.withdrawStageAsk(actor, { ...input, projectId: await projectIdOf(event) });
    }),
  openRecovery: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const projectId = await projectIdOf(event);
      const { recoveryId } = await app.projects.openRecovery(actor, { ...input, projectId });
      redirect(303, `/projects/${event.params.id}/recovery/${recoveryId}`);
    }),
  moveStage: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.projects.moveStage(actor, { ...input, projectId: await projectIdOf(event) });
    }),
  report: (event) =>
    submit(event, async (input) => {
      await event.locals.app.projects.reportProject(event.locals.actor, {
        ...input,
        projectId: await projectIdOf(event),
      });
    }),
};

/** The hour on the organisation's clock. */
function timeNow({ clock, settings: { timeZone } }: App.Locals['app']): string {
  return timeAt(clock(), timeZone);
}

/** Who can be asked to accept: everybody who does not do the work. */
async function listAcceptors(
  { locals: { app, actor } }: Pick<RequestEvent, 'locals'>,
  workerIds: readonly string[],
) {
  return (await app.people.listColleagues(actor))
    .filter(({ id }) => !workerIds.includes(id) && !('id' in actor && actor.id === id))
    .map(({ id, name }) => ({ id, name }));
}

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
