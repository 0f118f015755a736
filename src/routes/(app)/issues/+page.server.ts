import { redirect } from '@sveltejs/kit';
import { readTableQuery } from '#lib/base/table-query.ts';
import { ISSUE_TERMS } from '#lib/issues/issue-query.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { guarded, submit } from '../../guarded.ts';
import { viewActions } from '../../view-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
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
      colleagues: await listOwners(locals),
    };
  });

/** Whom a lead may name as an owner; others choose none. */
async function listOwners({ app, actor }: App.Locals): Promise<{ id: string; name: string }[]> {
  if (!isPermitted(standingsOf(actor), 'issue.manage')) return [];
  return (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name }));
}

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
  triage: (event) =>
    submit(event, (input) => event.locals.app.issues.triageIssues(event.locals.actor, input)),
  owner: (event) =>
    submit(event, (input) => event.locals.app.issues.setIssueOwner(event.locals.actor, input)),
  ...viewActions('issues'),
};
