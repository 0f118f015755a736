import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { actor, app } = locals;
    const { workshop, participation, insight } = await app.workshop.getWorkshop(actor, params.id);
    return {
      workshop: {
        id: workshop.id,
        title: workshop.title,
        step: workshop.step,
        version: workshop.version,
        language: workshop.language,
      },
      insight,
      participant: {
        id: 'id' in actor ? actor.id : '',
        name: 'name' in actor ? actor.name : '',
        department: actor.kind === 'guest' || actor.kind === 'person' ? actor.departmentName : null,
        participation,
      },
    };
  });

export const actions: Actions = {
  send: (event) =>
    submit(event, async (input) => {
      const added = await event.locals.app.issues.sendCauses(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      });
      return { added };
    }),
  step: (event) =>
    submit(event, async (input) => {
      await event.locals.app.workshop.changeStep(event.locals.actor, {
        workshopId: event.params.id,
        version: Number(input.version),
        step: input.step,
      });
      return { isMoved: true };
    }),
};
