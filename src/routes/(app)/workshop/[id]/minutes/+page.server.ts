import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { guarded } from '../../../../guarded.ts';
import { findOutcomes } from '../../../../seen-outcomes.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const minutes = await app.workshop.getMinutes(actor, params.id);
    const seen = await app.workshop.listSeenBefore(actor, params.id);
    const issues = isPermitted(standingsOf(actor), 'issue.view')
      ? await app.issues.listIssues(actor, { workshopIds: [params.id] }, 500)
      : [];
    return {
      minutes,
      seen,
      outcomes: await findOutcomes(
        locals,
        seen.flatMap(({ workshops }) => workshops),
      ),
      issues: issues.map(({ number, title }) => ({ number, title })),
    };
  });
