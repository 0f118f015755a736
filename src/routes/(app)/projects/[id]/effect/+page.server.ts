import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const { id } = await app.projects.getProjectAddress(actor, params.id);
    const desk = await app.projects.getEffectDesk(actor, id);
    const insightId = desk.benefit?.baseline?.insightId;
    // An insight that was removed with its wave leaves nothing to ask again.
    const insight = insightId ? await app.survey.findInsight(actor, insightId) : undefined;
    const waves = insight ? await app.survey.listWavesOfSurvey(actor, insight.surveyId) : [];
    return {
      desk,
      insight: insight ?? null,
      links: insight ? await app.survey.listColumnLinks(actor, insight.surveyId) : [],
      waves: waves.map(({ id: waveId, name, fieldedOn, version }) => ({
        id: waveId,
        name,
        fieldedOn,
        version,
      })),
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const { id, number } = await app.projects.getProjectAddress(actor, event.params.id);
      await app.projects.measureProject(actor, { ...input, projectId: id });
      redirect(303, `/projects/${number}`);
    }),
};
