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
    const issues = await app.issues.listIssues(actor, { insightId: insight.id });
    const usedIn = <Item extends { id: string; title: string; insightId: string | null }>(
      items: readonly Item[],
    ): { id: string; title: string }[] =>
      items.filter(({ insightId }) => insightId === insight.id).map(({ id, title }) => ({ id, title }));
    return {
      insight,
      links: await app.survey.listColumnLinks(actor, insight.surveyId),
      laterWaves: laterWaves.map(({ id, name, fieldedOn, figures }) => ({ id, name, fieldedOn, figures })),
      workshops: usedIn(workshops),
      issues: usedIn(issues),
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
