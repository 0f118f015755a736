import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  guarded(async () => ({
    issues: await locals.app.issues.listIssues(locals.actor),
    insights: await locals.app.survey.listInsights(locals.actor),
    chosenInsight: url.searchParams.get('insight') ?? '',
  }));

export const actions: Actions = {
  add: (event) =>
    submit(event, async (input) => {
      const id = await event.locals.app.issues.addIssue(event.locals.actor, input);
      redirect(303, `/issues/${id}`);
    }),
};
