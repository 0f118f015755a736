import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const issue = await locals.app.issues.getIssue(locals.actor, params.id);
    const insight = issue.insightId
      ? await locals.app.survey.findInsight(locals.actor, issue.insightId)
      : undefined;
    return { issue, insight, projects: await locals.app.issues.listProjectsOf(locals.actor, params.id) };
  });

export const actions: Actions = {
  rate: (event) =>
    submit(event, async (input) => {
      await event.locals.app.issues.rateIssue(event.locals.actor, { ...input, issueId: event.params.id });
    }),
  change: (event) =>
    submit(event, async (input) => {
      await event.locals.app.issues.changeIssue(event.locals.actor, {
        ...input,
        issueId: event.params.id,
        version: Number(input.version),
      });
      return { isChanged: true };
    }),
};
