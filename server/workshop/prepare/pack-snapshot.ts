import { newId } from '#lib/base/ids.ts';
import type { Insight, InsightFigure } from '#lib/survey/insights/insight.ts';
import type { PackedInsight } from '#lib/workshop/prepare/evidence-pack.ts';

/** An insight as a room keeps it: whoever sees it there need not be allowed to open it [WS66]. */
export function snapshotOf(insight: Insight & { figure: InsightFigure }): PackedInsight {
  const { id: insightId, title, surveyName, waveName, fieldedOn, figure } = insight;
  return { id: newId(), insightId, title, surveyName, waveName, fieldedOn, ...figure };
}
