import { isMeasured } from '#lib/survey/insights/insight.ts';

/** What a goal can be measured by, and who can answer for it. */
export async function loadGoalChoices({ app, actor }: App.Locals) {
  const insights = await app.survey.listInsights(actor);
  return {
    series: await app.areas.listSeriesChoices(actor),
    // A phrase in comments has no figure that is asked again.
    insights: insights.filter(({ question }) => isMeasured(question)).map(({ id, title }) => ({ id, title })),
    people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
  };
}
