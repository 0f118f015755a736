import { redirect } from '@sveltejs/kit';
import { readTableQuery } from '#lib/base/table-query.ts';
import { ISSUE_TERMS } from '#lib/issues/issue-query.ts';
import { guarded, submit } from '../../guarded.ts';
import { viewActions } from '../../view-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => {
    const { query, unknown } = readTableQuery(url.searchParams, ISSUE_TERMS);
    return {
      query,
      unknown,
      list: await app.issues.getIssueList(actor, query),
      borders: app.settings.current.borders,
      views: await app.views.listListViews(actor, 'issues'),
      insights: await app.survey.listInsights(actor),
      chosenInsight: url.searchParams.get('insight') ?? '',
      isAdding: url.searchParams.has('add'),
    };
  });

export const actions: Actions = {
  add: (event) =>
    submit(event, async (input) => {
      const id = await event.locals.app.issues.addIssue(event.locals.actor, input);
      redirect(303, `/issues/${id}`);
    }),
  preview: (event) =>
    submit(event, (input) => event.locals.app.issues.previewStates(event.locals.actor, input)),
  setStates: (event) =>
    submit(event, (input) => event.locals.app.issues.setIssueStates(event.locals.actor, input)),
  ...viewActions('issues'),
};
