import { renderSVG } from 'uqr';
import { isSteering } from '#lib/workshop/workshop.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { showJoinCode } from '#lib/workshop/join/join-code.ts';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const details = await app.workshop.getWorkshop(actor, params.id);
    const isFacilitator = details.participation === 'facilitator';
    const isOwner = 'id' in actor && details.workshop.ownerId === actor.id;
    const mayPrepare = isFacilitator && isPermitted(standingsOf(actor), 'workshop.manage');
    const joinAddress = `${url.origin}/join/${details.workshop.joinCode}`;
    return {
      ...details,
      isFacilitator,
      isOwner,
      metric: await app.workshop.getHeadMetric(actor, params.id),
      insights: isSteering(details.participation) ? await listFigures(app, actor) : [],
      plan: await app.workshop.getPlan(actor, params.id),
      checks: mayPrepare ? (await app.workshop.getPreparation(actor, params.id)).checks : null,
      colleagues: isFacilitator ? await app.people.listColleagues(actor) : [],
      departments: isFacilitator ? await app.people.listDepartments(actor) : [],
      join: {
        code: showJoinCode(details.workshop.joinCode),
        address: joinAddress,
        qr: renderSVG(joinAddress, { border: 2 }),
      },
    };
  });

/** Pinned figures that can be measured again. */
async function listFigures(
  app: App.Locals['app'],
  actor: App.Locals['actor'],
): Promise<{ id: string; title: string; waveName: string }[]> {
  const insights = await app.survey.listInsights(actor);
  return insights
    .filter(
      ({ question, figure, isWithheld }) => question.kind !== 'phrase' && figure !== null && !isWithheld,
    )
    .map(({ id, title, waveName }) => ({ id, title, waveName }));
}

export const actions: Actions = {
  move: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.moveRoom(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  metric: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.setHeadMetric(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  programme: (event) =>
    submit(event, (input) => {
      const { budget, capPerCause, isAnonymous, ...rest } = input;
      const settings = {
        ...(budget ? { budget } : {}),
        ...(capPerCause ? { capPerCause } : {}),
        ...(isAnonymous ? { isAnonymous: isAnonymous === 'true' } : {}),
      };
      return event.locals.app.workshop.editProgramme(event.locals.actor, {
        ...rest,
        ...(Object.keys(settings).length > 0 && { settings }),
        workshopId: event.params.id,
      });
    }),
  appoint: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.appointCofacilitator(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      }),
    ),
  dismiss: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.dismissCofacilitator(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      }),
    ),
  handOver: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.handOver(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  reclaim: (event) =>
    submit(event, () => event.locals.app.workshop.reclaim(event.locals.actor, event.params.id ?? '')),
  invite: (event) =>
    submit(event, async (input) => {
      await event.locals.app.workshop.invitePeople(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      });
    }),
  seat: (event) =>
    submit(event, async (input) => {
      await event.locals.app.workshop.fillSeat(event.locals.actor, { ...input, workshopId: event.params.id });
    }),
  renewCode: (event) =>
    submit(event, async () => {
      await event.locals.app.workshop.renewJoinCode(event.locals.actor, event.params.id ?? '');
    }),
  removeGuest: (event) =>
    submit(event, async (input) => {
      await event.locals.app.workshop.removeGuest(event.locals.actor, {
        workshopId: event.params.id ?? '',
        guestId: String(input.guestId),
      });
    }),
};
