import { dayAt } from '#lib/base/time-zone.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { difference } from '#lib/survey/measure/difference.ts';
import { keptEstimate } from '#lib/survey/measure/kept-estimate.ts';
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

/** NPS of the newest wave that has one, beside the wave of the same survey before it. */
function newestFigure(waves: readonly Wave[]) {
  const dated = waves
    .flatMap((wave) => {
      const figure = wave.figures.find((candidate) => candidate.kind === 'nps');
      return figure ? [{ wave, figure }] : [];
    })
    .sort((left, right) => right.wave.fieldedOn.localeCompare(left.wave.fieldedOn));
  const [newest] = dated;
  if (!newest) return null;
  const before = dated.find(
    (candidate) => candidate.wave.surveyId === newest.wave.surveyId && candidate !== newest,
  );
  const { value, interval, n } = newest.figure;
  return {
    waveId: newest.wave.id,
    waveName: newest.wave.name,
    surveyName: newest.wave.surveyName,
    value,
    interval,
    n,
    before: before && {
      waveName: before.wave.name,
      change: difference(
        keptEstimate('nps', newest.figure, false),
        keptEstimate('nps', before.figure, false),
      ),
    },
  };
}
