import { loadBeside } from '../../../../beside-subject.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const { insight, laterWaves } = await app.survey.getInsight(actor, params.id);
    return {
      insight,
      links: await app.survey.listColumnLinks(actor, insight.surveyId),
      laterWaves: laterWaves.map(({ id, name, fieldedOn, figures }) => ({ id, name, fieldedOn, figures })),
      beside: await loadBeside(locals, { kind: 'insight', id: insight.id }, url),
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
