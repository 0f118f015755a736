import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  guarded(async () => {
    const issueId = await issueIdOf(locals, url);
    return {
      issue: issueId ? await locals.app.issues.getIssue(locals.actor, issueId) : null,
      colleagues: await locals.app.people.listColleagues(locals.actor),
      today: locals.app.today(),
      currency: locals.app.settings.current.currency,
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const id = await event.locals.app.projects.proposeProject(event.locals.actor, {
        ...input,
        issueId: await issueIdOf(event.locals, event.url),
      });
      redirect(303, `/projects/${id}`);
    }),
};

/** The issue that a project is proposed from, as `?issue=128` names it; empty without one. */
async function issueIdOf({ app, actor }: App.Locals, url: URL): Promise<string> {
  const address = url.searchParams.get('issue');
  return address ? (await app.issues.getIssueAddress(actor, address)).id : '';
}
