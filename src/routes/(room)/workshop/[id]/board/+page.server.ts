import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { Stage } from '#lib/workshop/step.ts';
import { isSteering, isTakingPart, type Participation } from '#lib/workshop/workshop.ts';
import { guarded, submit } from '../../../../guarded.ts';
import { findOutcomes } from '../../../../seen-outcomes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { actor, app } = locals;
    const { workshop, participation, insight, members, guests } = await app.workshop.getWorkshop(
      actor,
      params.id,
    );
    const mayVote = isTakingPart(participation);
    return {
      workshop: {
        id: workshop.id,
        title: workshop.title,
        stage: workshop.stage,
        language: workshop.language,
      },
      insight,
      own: await ownBallots(app, actor, params.id, { participation, stage: workshop.stage }),
      names: Object.fromEntries([
        [workshop.facilitatorId, workshop.facilitatorName],
        ...members.map(({ personId, name }) => [personId, name]),
        ...guests.map(({ id, name }) => [id, name]),
      ]) as Record<string, string>,
      insights:
        mayVote && isPermitted(standingsOf(actor), 'insight.view') ? await listTitles(app, actor) : [],
      mayManageIssues: isPermitted(standingsOf(actor), 'issue.manage'),
      participant: {
        id: 'id' in actor ? actor.id : '',
        name: 'name' in actor ? actor.name : '',
        department: actor.kind === 'guest' || actor.kind === 'person' ? actor.departmentName : null,
        participation,
      },
    };
  });

/** What only this person may see of a vote: their own ballot, and for who steers the names on paper. */
async function ownBallots(
  app: App.Locals['app'],
  actor: App.Locals['actor'],
  id: string,
  { participation, stage }: { participation: Participation; stage: Stage },
) {
  const isOpenVote = stage === 'vote' && isSteering(participation);
  return {
    mine: isTakingPart(participation) ? await app.workshop.getMyBallot(actor, id) : undefined,
    papers: isOpenVote ? await app.workshop.listProxyBallots(actor, id) : [],
  };
}

/** What can be hung on a cause, by title. */
async function listTitles(
  app: App.Locals['app'],
  actor: App.Locals['actor'],
): Promise<{ id: string; title: string; waveName: string }[]> {
  const insights = await app.survey.listInsights(actor);
  return insights.map(({ id, title, waveName }) => ({ id, title, waveName }));
}

export const actions: Actions = {
  send: (event) =>
    submit(event, async (input) => {
      const added = await event.locals.app.issues.sendCauses(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      });
      return { added };
    }),
  move: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.moveRoom(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  timer: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.setTimer(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  hold: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.holdRoom(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  spotlight: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.setSpotlight(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  signal: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.setSignal(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  dots: (event) =>
    submit(event, async (input) => ({
      dots: await event.locals.app.workshop.castDots(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      }),
    })),
  rating: (event) =>
    submit(event, async (input) => ({
      ratings: await event.locals.app.workshop.rateCause(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      }),
    })),
  paper: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.enterProxyBallot(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      }),
    ),
  removePaper: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.removeProxyBallot(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      }),
    ),
  evidence: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.addEvidence(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  removeEvidence: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.removeEvidence(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  status: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.setCauseStatus(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  seen: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const workshops = await app.workshop.findSeenBefore(actor, { ...input, workshopId: event.params.id });
      return { workshops, outcomes: await findOutcomes(event.locals, workshops) };
    }),
  own: (event) =>
    submit(event, async () => {
      const { app, actor } = event.locals;
      const id = event.params.id ?? '';
      const { workshop, participation } = await app.workshop.getWorkshop(actor, id);
      return ownBallots(app, actor, id, { participation, stage: workshop.stage });
    }),
};
