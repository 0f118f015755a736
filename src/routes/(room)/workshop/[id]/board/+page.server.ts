import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { Stage } from '#lib/workshop/step.ts';
import { isSteering, isTakingPart, type Participation } from '#lib/workshop/workshop.ts';
import type { RoomActionName, RoomActions } from '#lib/workshop/room/room-actions.ts';
import type { RoomOwn } from '#lib/workshop/room/room-own.ts';
import { guarded, submit } from '../../../../guarded.ts';
import { findOutcomes } from '../../../../seen-outcomes.ts';
import type { PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { actor, app } = locals;
    await app.workshop.enterRoom(actor, params.id);
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
        kind: workshop.kind,
      },
      insight,
      own: await readOwn(app, actor, params.id, { participation, stage: workshop.stage }),
      names: Object.fromEntries([
        [workshop.facilitatorId, workshop.facilitatorName],
        ...members.map(({ personId, name }) => [personId, name]),
        ...guests.map(({ id, name }) => [id, name]),
      ]),
      departments: Object.fromEntries([
        ...members.map(({ personId, departmentName }) => [personId, departmentName ?? '']),
        ...guests.map(({ id, department }) => [id, department]),
      ]),
      insights:
        mayVote && isPermitted(standingsOf(actor), 'insight.view') ? await listTitles(app, actor) : [],
      mayTest: mayVote && isPermitted(standingsOf(actor), 'insight.view'),
      mayManageIssues: isPermitted(standingsOf(actor), 'issue.manage'),
      participant: {
        id: 'id' in actor ? actor.id : '',
        name: 'name' in actor ? actor.name : '',
        department: actor.kind === 'guest' || actor.kind === 'person' ? actor.departmentName : null,
        participation,
      },
    };
  });

async function readOwn(
  app: App.Locals['app'],
  actor: App.Locals['actor'],
  id: string,
  { participation, stage }: { participation: Participation; stage: Stage },
): Promise<RoomOwn> {
  const mayTakePart = isTakingPart(participation);
  const steers = isSteering(participation);
  return {
    participation,
    mine: mayTakePart ? await app.workshop.getMyBallot(actor, id) : undefined,
    entries: mayTakePart ? await app.workshop.listMyEntries(actor, id) : { proposed: [], approved: [] },
    pulse: mayTakePart ? await app.workshop.getMyPulse(actor, id) : undefined,
    papers: stage === 'vote' && steers ? await app.workshop.listProxyBallots(actor, id) : [],
    waiting: steers ? await app.workshop.listWaiting(actor, id) : [],
    people: steers ? await app.workshop.listRoomPeople(actor, id) : [],
    offers: steers && stage === 'agenda' ? (await app.workshop.getAgenda(actor, id)).offers : [],
    carryable: steers ? await app.workshop.listCarryable(actor, id) : [],
  };
}

/** What can be hung on a cause, by title. */
async function listTitles(
  app: App.Locals['app'],
  actor: App.Locals['actor'],
): Promise<{ id: string; title: string; waveName: string }[]> {
  const insights = await app.survey.listInsights(actor);
  return insights.flatMap(({ id, title, waveName, figure, isWithheld }) =>
    figure && !isWithheld ? [{ id, title, waveName }] : [],
  );
}

type WorkshopApp = App.Locals['app']['workshop'];

/** An action that hands its form to one command of this workshop. */
function act<Result extends object | void>(
  run: (
    workshop: WorkshopApp,
    actor: App.Locals['actor'],
    input: Record<string, unknown> & { workshopId: string },
  ) => Promise<Result>,
  options?: { isSecret: boolean },
) {
  return (event: RequestEvent) =>
    submit(
      event,
      (input) =>
        run(event.locals.app.workshop, event.locals.actor, { ...input, workshopId: event.params.id }),
      options,
    );
}

/** What `act` sends and expects, in `RoomActions`; `send` is a form of its own. */
type BoardActions = {
  [Name in RoomActionName]: (
    event: RequestEvent,
  ) => Promise<RoomActions[Name]['answer'] | Awaited<ReturnType<typeof submit<never>>>>;
} & { send: (event: RequestEvent) => Promise<unknown> };

export const actions = {
  send: (event) =>
    submit(event, async (input) => {
      const { issues } = event.locals.app;
      return {
        ...(await issues.sendCauses(event.locals.actor, { ...input, workshopId: event.params.id })),
      };
    }),
  move: act((workshop, actor, input) => workshop.moveRoom(actor, input)),
  timer: act((workshop, actor, input) => workshop.setTimer(actor, input)),
  hold: act((workshop, actor, input) => workshop.holdRoom(actor, input)),
  spotlight: act((workshop, actor, input) => workshop.setSpotlight(actor, input)),
  signal: act((workshop, actor, input) => workshop.setSignal(actor, input)),
  // Its answer is the only place where the code stands.
  openWall: act((workshop, actor, input) => workshop.openWall(actor, input), { isSecret: true }),
  showOnWall: act((workshop, actor, input) => workshop.showOnWall(actor, input)),
  endWalls: act((workshop, actor, input) => workshop.endWalls(actor, input)),
  dots: act(async (workshop, actor, input) => ({ dots: await workshop.castDots(actor, input) })),
  rating: act(async (workshop, actor, input) => ({ ratings: await workshop.rateCause(actor, input) })),
  paper: act((workshop, actor, input) => workshop.enterProxyBallot(actor, input)),
  removePaper: act((workshop, actor, input) => workshop.removeProxyBallot(actor, input)),
  evidence: act((workshop, actor, input) => workshop.addEvidence(actor, input)),
  removeEvidence: act((workshop, actor, input) => workshop.removeEvidence(actor, input)),
  removeFile: act((workshop, actor, input) => workshop.removeFile(actor, input)),
  choices: act(async (workshop, actor, { workshopId }) => ({
    ...(await workshop.listFootprintChoices(actor, workshopId)),
  })),
  footprint: act((workshop, actor, input) => workshop.testFootprint(actor, input)),
  attach: act((workshop, actor, input) => workshop.attachFile(actor, input)),
  status: act((workshop, actor, input) => workshop.setCauseStatus(actor, input)),
  fillAgenda: act(async (workshop, actor, { workshopId, sources }) =>
    workshop.fillAgenda(actor, {
      workshopId,
      ...(sources !== undefined && { sources: [sources].flat() }),
    }),
  ),
  agendaLine: act((workshop, actor, input) => workshop.addAgendaLine(actor, input)),
  markItem: act((workshop, actor, input) => workshop.markAgendaItem(actor, input)),
  decided: act((workshop, actor, input) => workshop.recordDecided(actor, input)),
  entry: act(async (workshop, actor, input) => ({ entryId: await workshop.addEntry(actor, input) })),
  changeEntry: act((workshop, actor, input) => workshop.changeEntry(actor, input)),
  settle: act((workshop, actor, input) => workshop.settleEntry(actor, input)),
  removeEntry: act((workshop, actor, input) => workshop.removeEntry(actor, input)),
  takeBack: (event) =>
    submit(event, (input) => event.locals.app.undo.takeBack(event.locals.actor, String(input.undoId))),
  approve: act((workshop, actor, input) => workshop.approveDefinition(actor, input)),
  keep: act((workshop, actor, input) => workshop.keepDefinition(actor, input)),
  defining: act((workshop, actor, input) => workshop.setDefining(actor, input)),
  carry: act((workshop, actor, input) => workshop.carryOver(actor, input)),
  openPulse: act((workshop, actor, input) => workshop.openPulse(actor, input)),
  pulse: act((workshop, actor, input) => workshop.answerPulse(actor, input)),
  closePulse: act((workshop, actor, input) => workshop.closePulse(actor, input)),
  icebreaker: act((workshop, actor, input) => workshop.setIcebreaker(actor, input)),
  door: act((workshop, actor, input) => workshop.setDoor(actor, input)),
  admit: act(async (workshop, actor, input) => ({ admitted: await workshop.admitGuests(actor, input) })),
  showOut: act((workshop, actor, { workshopId, guestId }) =>
    workshop.removeGuest(actor, { workshopId, guestId: String(guestId) }),
  ),
  place: act(async (workshop, actor, input) => ({ participation: await workshop.changePlace(actor, input) })),
  seen: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const workshops = await app.workshop.findSeenBefore(actor, { ...input, workshopId: event.params.id });
      return { workshops, outcomes: await findOutcomes(event.locals, workshops) };
    }),
  handIn: act((workshop, actor, input) => workshop.handInLate(actor, input)),
  review: act((workshop, actor, input) => workshop.reviewLate(actor, input)),
  own: (event) =>
    submit(event, async () => {
      const { app, actor } = event.locals;
      const { workshop, participation } = await app.workshop.getAccess(actor, event.params.id);
      return readOwn(app, actor, event.params.id, { participation, stage: workshop.stage });
    }),
} satisfies BoardActions;
