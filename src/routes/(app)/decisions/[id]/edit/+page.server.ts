import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const { id } = await app.decisions.getDecisionAddress(actor, params.id);
    const decision = await app.decisions.getDecision(actor, id);
    return {
      decision,
      people: (await app.people.listColleagues(actor)).map((person) => ({
        id: person.id,
        name: person.name,
      })),
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const { id, number } = await app.decisions.getDecisionAddress(actor, event.params.id);
      await app.decisions.changeDecision(actor, { ...input, decisionId: id });
      redirect(303, `/decisions/${number}`);
    }),
};
