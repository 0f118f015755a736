import { dayAfter } from '#lib/base/days.ts';
import type { DemoScene } from '../demo-scene.ts';
import { told } from '../demo-scene.ts';
import { SUMMER_INSIGHT } from '../story.ts';
import { WORSENING_ISSUE } from './fill-areas.ts';

/** Three goals: measured by a figure of an area, by the survey, and in words; issues and a project serve them. */
export function setGoals({ app, calendar, cast, issues }: DemoScene): void {
  calendar.on(-5, '09:00', async () => {
    const lead = cast('lead');
    const until = (days: number): string => dayAfter(app.today(), days);
    const series = await app.areas.listSeriesChoices(lead);
    const figure = series.find(({ name }) => name === 'Rozwiązane przy pierwszym kontakcie');
    const insight = (await app.survey.listInsights(lead)).find(({ title }) => title === SUMMER_INSIGHT.title);
    const first = await app.goals.setGoal(lead, {
      title: 'Co najmniej 80% spraw rozwiązujemy przy pierwszym kontakcie',
      note: 'Klienci, którzy muszą dzwonić drugi raz, najczęściej piszą, że nikt im nie pomógł.',
      ...{ measuredBy: `series ${figure?.id ?? ''}`, start: '76', target: '80' },
      ...{ dueOn: until(210), ownerId: cast('mentor').id },
    });
    const issue = await app.issues.getIssue(lead, told(issues, WORSENING_ISSUE));
    await app.goals.linkGoal(lead, { goalId: first.goalId, issue: String(issue.number) });
    const [running] = (await app.projects.listProjects(lead)).filter(({ state }) => state === 'running');
    if (running) await app.goals.linkGoal(lead, { goalId: first.goalId, project: String(running.number) });
    if (insight)
      await app.goals.setGoal(lead, {
        title: 'Klienci oceniają nas lepiej niż latem',
        ...{ measuredBy: `insight ${insight.id}`, start: String(insight.figure?.value ?? '') },
        target: String(Math.round((insight.figure?.value ?? 3) * 1.05 * 100) / 100),
        ...{ dueOn: until(330), ownerId: lead.id },
      });
    await app.goals.setGoal(lead, {
      title: 'Każdy list do klienta napisany prostym językiem',
      ...{
        measuredBy: 'words',
        targetWords: 'Wszystkie wzory pism przejrzane i zatwierdzone przez obu dyrektorów',
      },
      ...{ dueOn: until(120), ownerId: cast('service').id },
    });
  });
}
