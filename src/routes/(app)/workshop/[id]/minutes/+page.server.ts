import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { guarded, submit } from '../../../../guarded.ts';
import { findOutcomes } from '../../../../seen-outcomes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const minutes = await app.workshop.getMinutes(actor, params.id);
    const seen = await app.workshop.listSeenBefore(actor, params.id);
    const issues = isPermitted(standingsOf(actor), 'issue.view')
      ? await app.issues.listIssues(actor, { workshopIds: [params.id] }, 500)
      : [];
    const { workshop, participation } = await app.workshop.getAccess(actor, params.id);
    const isLed = participation === 'facilitator' && isPermitted(standingsOf(actor), 'workshop.manage');
    return {
      minutes,
      mailing:
        isLed && workshop.stage === 'closed' ? await app.workshop.getMinutesMailing(actor, params.id) : null,
      seen,
      outcomes: await findOutcomes(
        locals,
        seen.flatMap(({ workshops }) => workshops),
      ),
      decisions: isPermitted(standingsOf(actor), 'decision.view')
        ? await app.decisions.listDecisionsOn(actor, { kind: 'workshop', id: params.id })
        : [],
      today: app.today(),
      issues: issues.map(({ number, title }) => ({ number, title })),
    };
  });

export const actions: Actions = {
  mail: (event) =>
    submit(event, async (input) => {
      await event.locals.app.workshop.mailMinutes(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      });
    }),
};
