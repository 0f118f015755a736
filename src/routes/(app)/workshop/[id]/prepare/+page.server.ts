import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const { workshop, ...preparation } = await app.workshop.getPreparation(actor, params.id);
    const insights = await app.survey.listInsights(actor);
    return {
      ...preparation,
      workshop: {
        id: workshop.id,
        title: workshop.title,
        programme: workshop.programme,
        facilitatorName: workshop.facilitatorName,
      },
      colleagues: await app.people.listColleagues(actor),
      due: (await app.commitments.listCommitments(actor, { kind: 'workshop', id: workshop.id })).filter(
        ({ state }) => state === 'open',
      ),
      today: app.today(),
      departments: await app.people.listDepartments(actor),
      // The room has people who see no rows: what they would not see cannot be brought there.
      insights: insights.flatMap(({ id, title, waveName, figure, isWithheld }) =>
        figure && !isWithheld ? [{ id, title, waveName, value: figure.value, n: figure.n }] : [],
      ),
      timeZones: Intl.supportedValuesOf('timeZone'),
    };
  });

export const actions: Actions = {
  brief: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.saveBrief(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  leader: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.sayLeaderPoint(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  session: (event) =>
    submit(event, async (input) => {
      await event.locals.app.workshop.saveSession(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      });
    }),
  cancelSession: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.removeSession(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  seat: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.fillSeat(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  invite: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.invitePeople(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  pack: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.packInsight(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  movePacked: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.movePacked(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  unpack: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.unpackInsight(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  mail: (event) =>
    submit(event, async (input) => {
      await event.locals.app.workshop.sendInvitations(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      });
    }),
};
