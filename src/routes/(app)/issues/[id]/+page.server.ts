import { guarded, submit } from '../../../guarded.ts';
import { leadToNumber } from '../../../numbered-page.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = (event) =>
  guarded(async () => {
    const { locals } = event;
    const address = await locals.app.issues.getIssueAddress(locals.actor, event.params.id);
    leadToNumber(event, address);
    const issue = await locals.app.issues.getIssue(locals.actor, address.id);
    const insight = issue.insightId
      ? await locals.app.survey.findInsight(locals.actor, issue.insightId)
      : undefined;
    return { issue, insight, projects: await locals.app.issues.listProjectsOf(locals.actor, issue.id) };
  });

export const actions: Actions = {
  rate: (event) =>
    submit(event, async (input) => {
      await event.locals.app.issues.rateIssue(event.locals.actor, {
        ...input,
        issueId: await issueIdOf(event),
      });
    }),
  change: (event) =>
    submit(event, async (input) => {
      await event.locals.app.issues.changeIssue(event.locals.actor, {
        ...input,
        issueId: await issueIdOf(event),
        version: Number(input.version),
      });
      return { isChanged: true };
    }),
};

async function issueIdOf({ locals, params }: RequestEvent): Promise<string> {
  return (await locals.app.issues.getIssueAddress(locals.actor, params.id)).id;
}
