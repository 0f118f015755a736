import { newId } from '#lib/base/ids.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Insight, InsightFigure } from '#lib/survey/insights/insight.ts';
import type { PackedInsight } from '#lib/workshop/prepare/evidence-pack.ts';
import type { Context } from '#server/context.ts';
import { listEarlierFigures, listShownQuotes, stillShown } from '#server/survey/earlier-commands.ts';
import { listPack, type StoredPackedInsight } from './pack-store.ts';

/** Sees what everybody in a room may see, whoever packs it. */
const ROOM: Actor = { kind: 'system', name: 'workshop' };

/**
 * An insight as a room keeps it, with what earlier waves gave: whoever sees it there need not be allowed to
 * open it [WS66] [WS130].
 */
export async function snapshotOf(
  context: Pick<Context, 'db'>,
  insight: Insight & { figure: InsightFigure },
): Promise<StoredPackedInsight> {
  const { id: insightId, title, surveyName, waveName, fieldedOn, figure, question } = insight;
  return {
    ...{ id: newId(), insightId, title, surveyName, waveName, fieldedOn, ...figure },
    kind: question.kind === 'phrase' ? 'share' : question.kind,
    label: question.label || question.column,
    earlier: await listEarlierFigures(context, ROOM, insight),
  };
}

/**
 * The pack as everybody in the room may see it now [WS130]: its numbers as they were, without an earlier wave
 * that readers of published figures see no longer, and with the quotes that they still see.
 */
export async function listShownPack(
  context: Pick<Context, 'db'>,
  workshopId: string,
): Promise<PackedInsight[]> {
  const pack = await listPack(context.db, workshopId);
  if (pack.length === 0) return [];
  const insightIds = pack.map(({ insightId }) => insightId);
  const quotes = await listShownQuotes(context, ROOM, insightIds);
  const shown = await stillShown(
    context,
    ROOM,
    pack.flatMap(({ earlier }) => earlier),
  );
  return pack.map(({ earlier, ...packed }) => ({
    ...packed,
    earlier: earlier
      .filter((figure) => shown.has(figure))
      .map(({ waveName, value, interval, n }) => ({ waveName, value, interval, n })),
    quotes: quotes.get(packed.insightId) ?? [],
  }));
}
