import type { Actor } from '#lib/people/person.ts';
import { isMeasured, type Insight } from '#lib/survey/insights/insight.ts';
import { columnInWave } from '#lib/survey/questions/column-links.ts';
import type { WaveFigure } from '#lib/survey/wave/wave.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { Context } from '#server/context.ts';
import { listDisclosuresOf } from './published/disclosure-store.ts';
import { SMALLEST_SHOWN, shownInsight } from './published/shown-wave.ts';
import { listLinks, type ColumnLink } from './published/version-store.ts';
import { listWavesOfSurvey } from './store.ts';
import { isOfEverybody, listInsightsById, listInsightsOfWave } from './insights/insight-store.ts';

/** What readers without rows see of the question of an insight in an earlier wave. */
export interface EarlierFigure extends Pick<WaveFigure, 'column' | 'kind' | 'value' | 'interval' | 'n'> {
  waveId: string;
  waveName: string;
  fieldedOn: string;
}

/** How many points a line over time takes before nobody reads them. */
export const MOST_EARLIER_WAVES = 8;

/**
 * The figures of earlier waves that answer the question of an insight, the oldest first, as everybody sees
 * them who sees no rows [SV112]. None for a question about a part of the people, since those are not published.
 */
export async function listEarlierFigures(
  context: Pick<Context, 'db'>,
  actor: Actor,
  insight: Pick<Insight, 'question' | 'surveyId' | 'waveId' | 'fieldedOn'>,
): Promise<EarlierFigure[]> {
  requirePermission(actor, 'survey.viewSummary');
  const { question } = insight;
  if (!isMeasured(question) || !isOfEverybody(question)) return [];
  const waves = (await listWavesOfSurvey(context.db, insight.surveyId))
    .filter(({ id, fieldedOn }) => id !== insight.waveId && fieldedOn < insight.fieldedOn)
    .slice(0, MOST_EARLIER_WAVES) // the newest of them come first
    .toReversed();
  const links = await listLinks(context.db, [insight.surveyId]);
  const disclosures = await listDisclosuresOf(
    context.db,
    waves.map(({ id }) => id),
  );
  return waves.flatMap(({ id: waveId, name: waveName, fieldedOn }) => {
    const column = columnInWave(links, insight.waveId, waveId, question.column);
    const figure = disclosures
      .get(waveId)
      ?.figures.find((each) => isSame(each, { column, kind: question.kind }));
    if (!figure) return [];
    const { value, interval, n, kind } = figure;
    return [{ waveId, waveName, fieldedOn, column: figure.column, kind, value, interval, n }];
  });
}

/** Which of figures that were shown once are still shown: of a wave that is gone, or withheld, none is. */
export async function stillShown<Figure extends Pick<EarlierFigure, 'waveId' | 'column' | 'kind'>>(
  context: Pick<Context, 'db'>,
  actor: Actor,
  figures: readonly Figure[],
): Promise<ReadonlySet<Figure>> {
  requirePermission(actor, 'survey.viewSummary');
  const disclosures = await listDisclosuresOf(context.db, [...new Set(figures.map(({ waveId }) => waveId))]);
  return new Set(
    figures.filter((figure) =>
      disclosures.get(figure.waveId)?.figures.some((shown) => isSame(shown, figure)),
    ),
  );
}

function isSame(
  shown: Pick<WaveFigure, 'column' | 'kind' | 'n'>,
  { column, kind }: { column: string | undefined; kind: string },
): boolean {
  return shown.column === column && shown.kind === kind && shown.n >= SMALLEST_SHOWN;
}

/** Which insights stand on a wave: their ids alone, no figure. */
export async function insightIdsOf(
  context: Pick<Context, 'db'>,
  actor: Actor,
  waveId: string,
): Promise<string[]> {
  requirePermission(actor, 'insight.view');
  return (await listInsightsOfWave(context.db, waveId)).map(({ id }) => id);
}

/** The quotes that stand behind insights, as whoever sees no rows may read them now, by insight. */
export async function listShownQuotes(
  context: Pick<Context, 'db'>,
  actor: Actor,
  insightIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  requirePermission(actor, 'insight.view');
  const insights = await listInsightsById(context.db, insightIds);
  const disclosures = await listDisclosuresOf(
    context.db,
    insights.map(({ waveId }) => waveId),
  );
  return new Map(
    insights.map((stored) => [
      stored.id,
      shownInsight(actor, stored, disclosures.get(stored.waveId)).evidence.quotes,
    ]),
  );
}

/** The confirmed questions of all waves of these surveys whose columns have other names. */
export async function listColumnLinksOf(
  context: Pick<Context, 'db'>,
  actor: Actor,
  surveyIds: readonly string[],
): Promise<ColumnLink[]> {
  requirePermission(actor, 'insight.view');
  return listLinks(context.db, surveyIds);
}
