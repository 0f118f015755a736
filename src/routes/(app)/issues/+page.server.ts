import { redirect } from '@sveltejs/kit';
import { parseCell } from '#lib/issues/matrix.ts';
import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  guarded(async () => ({
    list: await locals.app.issues.getIssueList(locals.actor, {
      page: Number(url.searchParams.get('page') ?? 1),
      cell: parseCell(url.searchParams.get('cell')),
    }),
    cell: parseCell(url.searchParams.get('cell')) ?? null,
    insights: await locals.app.survey.listInsights(locals.actor),
    chosenInsight: url.searchParams.get('insight') ?? '',
    isAdding: url.searchParams.has('add'),
  }));

export const actions: Actions = {
  add: (event) =>
    submit(event, async (input) => {
      const id = await event.locals.app.issues.addIssue(event.locals.actor, input);
      redirect(303, `/issues/${id}`);
    }),
};
