import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const { insight, laterWaves } = await app.survey.getInsight(actor, params.id);
    const workshops = isPermitted(standingsOf(actor), 'workshop.list')
      ? await app.workshop.listWorkshops(actor)
      : [];
    const issues = await app.issues.listIssues(actor, { insightIds: [insight.id] });
    return {
      insight,
      links: await app.survey.listColumnLinks(actor, insight.surveyId),
      laterWaves: laterWaves.map(({ id, name, fieldedOn, figures }) => ({ id, name, fieldedOn, figures })),
      workshops: workshops
        .filter(({ insightId }) => insightId === insight.id)
        .map(({ id, title }) => ({ id, title })),
      issues: issues.map(({ number, title }) => ({ number, title })),
    };
  });

export const actions: Actions = {
  change: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.changeInsight(event.locals.actor, {
        ...input,
        insightId: event.params.id,
      });
      return { isChanged: true };
    }),
};
