import { renderSVG } from 'uqr';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { showJoinCode } from '#lib/workshop/join/join-code.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const details = await app.workshop.getWorkshop(actor, params.id);
    const isFacilitator = details.participation === 'facilitator';
    const mayInvite = isFacilitator && isPermitted(standingsOf(actor), 'workshop.manage');
    const words = (url.searchParams.get('q') ?? '').slice(0, 20_000);
    const joinAddress = `${url.origin}/join/${details.workshop.joinCode}`;
    return {
      ...details,
      isFacilitator,
      words,
      found: mayInvite ? await app.workshop.findInvitable(actor, { workshopId: params.id, q: words }) : null,
      isOwner: 'id' in actor && details.workshop.ownerId === actor.id,
      colleagues: isFacilitator ? await app.people.listColleagues(actor) : [],
      departments: isFacilitator ? await app.people.listDepartments(actor) : [],
      join: {
        code: showJoinCode(details.workshop.joinCode),
        address: joinAddress,
        qr: renderSVG(joinAddress, { border: 2 }),
      },
    };
  });

export const actions: Actions = {
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
    submit(event, (input) =>
      event.locals.app.workshop.invitePeople(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  seat: (event) =>
    submit(event, async (input) => {
      await event.locals.app.workshop.fillSeat(event.locals.actor, { ...input, workshopId: event.params.id });
    }),
  renewCode: (event) =>
    submit(event, () => event.locals.app.workshop.renewJoinCode(event.locals.actor, event.params.id ?? '')),
  removeGuest: (event) =>
    submit(event, async (input) => {
      await event.locals.app.workshop.removeGuest(event.locals.actor, {
        workshopId: event.params.id ?? '',
        guestId: String(input.guestId),
      });
    }),
};
