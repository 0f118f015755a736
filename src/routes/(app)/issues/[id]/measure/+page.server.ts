import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const { id } = await app.issues.getIssueAddress(actor, params.id);
    const desk = await app.issues.getMeasureDesk(actor, id);
    return {
      desk,
      links: desk.insight ? await app.survey.listColumnLinks(actor, desk.insight.surveyId) : [],
      steps: app.settings.current.importanceSteps,
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const { id, number } = await app.issues.getIssueAddress(actor, event.params.id);
      await app.issues.measureImportance(actor, { ...input, issueId: id });
      redirect(303, `/issues/${number}`);
    }),
};
