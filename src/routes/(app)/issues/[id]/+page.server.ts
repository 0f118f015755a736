import { readTableQuery } from '#lib/base/table-query.ts';
import { ISSUE_TERMS } from '#lib/issues/issue-query.ts';
import { LIST_WORD, positionIn } from '#lib/page/list-position.ts';
import { loadBeside } from '../../../beside-subject.ts';
import { guarded, submit } from '../../../guarded.ts';
import { leadToNumber } from '../../../numbered-page.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = (event) =>
  guarded(async () => {
    const { locals } = event;
    const address = await locals.app.issues.getIssueAddress(locals.actor, event.params.id);
    leadToNumber(event, address);
    const issue = await locals.app.issues.getIssue(locals.actor, address.id);
    const projects = await locals.app.issues.listProjectsOf(locals.actor, issue.id);
    const listQuery = event.url.searchParams.get(LIST_WORD) ?? '';
    const { query } = readTableQuery(new URLSearchParams(listQuery), ISSUE_TERMS);
    const numbers = await locals.app.issues.listIssueNumbers(locals.actor, query);
    return {
      issue,
      listQuery,
      position: positionIn(numbers, issue.number, '/issues', listQuery),
      beside: await loadBeside(locals, { kind: 'issue', id: issue.id }, event.url),
      triage: await locals.app.issues.getTriage(locals.actor, address.id),
      ratings: await locals.app.issues.getIssueRatings(locals.actor, issue.id),
      reasons: (await locals.app.areas.listSeriesOfIssues(locals.actor, [issue.id])).get(issue.id) ?? [],
      goals: await locals.app.goals.listGoalsOf(locals.actor, { issueIds: [issue.id], projectIds: [] }),
      bandChanges: await locals.app.issues.getBandHistory(locals.actor, issue.id),
      today: locals.app.today(),
      projects,
      effects: await locals.app.projects.listEffectLines(
        locals.actor,
        projects.map(({ id }) => id),
      ),
    };
  });

export const actions: Actions = {
  rate: (event) =>
    submit(event, async (input) => {
      await event.locals.app.issues.rateIssue(event.locals.actor, {
        ...input,
        issueId: await issueIdOf(event),
      });
    }),
  moveBand: (event) =>
    submit(event, async (input) =>
      event.locals.app.issues.moveBand(event.locals.actor, { ...input, issueId: await issueIdOf(event) }),
    ),
  moveBandBack: (event) =>
    submit(event, async (input) =>
      event.locals.app.issues.moveBandBack(event.locals.actor, {
        ...input,
        issueId: await issueIdOf(event),
      }),
    ),
  change: (event) =>
    submit(event, async (input) => {
      await event.locals.app.issues.changeIssue(event.locals.actor, {
        ...input,
        issueId: await issueIdOf(event),
        version: Number(input.version),
      });
      return { isChanged: true };
    }),
  triage: (event) =>
    submit(event, (input) => event.locals.app.issues.triageIssues(event.locals.actor, input)),
  owner: (event) =>
    submit(event, (input) => event.locals.app.issues.setIssueOwner(event.locals.actor, input)),
  merge: (event) => submit(event, (input) => event.locals.app.issues.mergeIssues(event.locals.actor, input)),
};

async function issueIdOf({ locals, params }: RequestEvent): Promise<string> {
  return (await locals.app.issues.getIssueAddress(locals.actor, params.id)).id;
}
