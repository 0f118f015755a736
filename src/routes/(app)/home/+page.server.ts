import { dayAt } from '#lib/base/time-zone.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { changeSince, leadingFigure } from '#lib/survey/measure/wave-change.ts';
import type { App } from '#server/app.ts';
import { guarded } from '../../guarded.ts';
import type { PageServerLoad } from './$types';

const SHOWN = 3;

/** What waits for this person, and what is new: each part from the command of its own page. */
export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => {
    const workshops = (await app.workshop.listWorkshops(actor)).filter(
      (workshop) => workshop.participation !== 'none' && workshop.stage !== 'closed',
    );
    const seesFigures = isPermitted(standingsOf(actor), 'survey.viewSummary');
    return {
      today: dayAt(app.clock(), app.config.timeZone),
      workshops,
      unrated: {
        count: await app.issues.countUnrated(actor),
        first: await app.issues.listIssues(actor, { isUnrated: true }, SHOWN),
      },
      decisions: await app.projects.listAwaited(actor),
      projects: await app.projects.listMyProjects(actor),
      shifts: (await app.shifts.listMyShifts(actor)).slice(0, SHOWN),
      insights: (await app.survey.listInsights(actor)).slice(0, SHOWN),
      figure: seesFigures ? newestFigure(await app.survey.listWaves(actor)) : null,
    };
  });

type Wave = Awaited<ReturnType<App['survey']['listWaves']>>[number];

/** NPS of the newest wave that has one, and its change since the wave of the same survey before it. */
function newestFigure(waves: readonly Wave[]) {
  const newest = waves
    .filter((wave) => leadingFigure(wave)?.kind === 'nps')
    .sort((left, right) => right.fieldedOn.localeCompare(left.fieldedOn))[0];
  const figure = newest && leadingFigure(newest);
  if (!newest || !figure) return null;
  const since = changeSince(newest, waves);
  return {
    waveId: newest.id,
    waveName: newest.name,
    surveyName: newest.surveyName,
    value: figure.value,
    interval: figure.interval,
    n: figure.n,
    before: since && { waveName: since.wave.name, change: since.change },
  };
}
