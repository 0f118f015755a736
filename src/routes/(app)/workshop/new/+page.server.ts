import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  guarded(async () => ({
    insights: await locals.app.survey.listInsights(locals.actor),
    templates: await locals.app.workshop.listTemplates(locals.actor),
    chosenTemplate: url.searchParams.get('template') ?? '',
    chosenInsight: url.searchParams.get('insight') ?? '',
  }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const id = await event.locals.app.workshop.createWorkshop(event.locals.actor, input);
      redirect(303, `/workshop/${id}`);
    }),
};
