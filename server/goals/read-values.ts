import { type Goal, type GoalValue } from '#lib/goals/goal.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { storedAnswer } from '#lib/survey/comments/ask-again.ts';
import type { Insight } from '#lib/survey/insights/insight.ts';
import { columnInWave, questionInWave, type ConfirmedLink } from '#lib/survey/questions/column-links.ts';
import { listScoredSeries } from '../areas/series-commands.ts';
import type { Context } from '../context.ts';
import { listInsightsBy, listWaves } from '../survey/commands.ts';
import { listColumnLinksOf } from '../survey/earlier-commands.ts';

/** What a goal is measured by, as its reader may see it, and where that stands now [GO2]. */
export interface GoalMeter {
  /** What it is called, and where its page is. */
  name: string;
  href: string;
  unit: string;
  now: GoalValue | null;
}

/** The meters of some goals, by the id of what measures them: one question a kind, however many there are. */
export async function readMeters(
  context: Context,
  actor: Actor,
  goals: readonly Pick<Goal, 'measure' | 'measureId'>[],
): Promise<ReadonlyMap<string, GoalMeter>> {
  const idsOf = (wanted: Goal['measure']): string[] =>
    goals.flatMap(({ measure, measureId }) => (measure === wanted ? (measureId ?? []) : []));
  const meters = new Map<string, GoalMeter>();
  for (const { id, name, area, unit, standing } of await listScoredSeries(context, actor, idsOf('series')))
    meters.set(id, {
      name: area === null ? name : `${area.name}: ${name}`,
      href: `/survey/areas/series/${id}`,
      unit,
      now: standing.latest,
    });
  const insightIds = idsOf('insight');
  if (insightIds.length === 0) return meters;
  const insights = await listInsightsBy(context, actor, { ids: insightIds });
  const seesWaves = actor.kind === 'system' || isPermitted(standingsOf(actor), 'survey.viewSummary');
  const waves = seesWaves ? await listWaves(context, actor) : [];
  const surveyIds = [...new Set(insights.map(({ surveyId }) => surveyId))];
  const links = seesWaves ? await listColumnLinksOf(context, actor, surveyIds) : [];
  for (const insight of insights)
    meters.set(insight.id, {
      name: insight.title,
      href: `/survey/insights/${insight.id}`,
      unit: insight.question.kind === 'top-two-box' ? '%' : '',
      now: newestOf(insight, waves, links),
    });
  return meters;
}

/**
 * The figure of the newest later wave that kept it, under the name that its question was confirmed to have there; else
 * the one that was pinned, null for one that is withheld.
 */
function newestOf(
  insight: Insight,
  waves: Awaited<ReturnType<typeof listWaves>>,
  links: readonly ConfirmedLink[],
): GoalValue | null {
  const later = waves
    .filter(({ surveyId, fieldedOn }) => surveyId === insight.surveyId && fieldedOn > insight.fieldedOn)
    .toSorted((one, other) => (one.fieldedOn < other.fieldedOn ? 1 : -1));
  for (const wave of later) {
    const question = questionInWave(insight.question, (column) =>
      columnInWave(links, insight.waveId, wave.id, column),
    );
    const found = question && storedAnswer(wave.figures, question);
    if (found) return { value: found.value, day: wave.fieldedOn };
  }
  return insight.figure && { value: insight.figure.value, day: insight.fieldedOn };
}
