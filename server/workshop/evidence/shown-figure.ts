import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Insight, InsightFigure } from '#lib/survey/insights/insight.ts';
import type { Context } from '#server/context.ts';
import { findInsight } from '#server/survey/commands.ts';

/** Sees what everybody in a room may see, whoever brings it there. */
const ROOM: Actor = { kind: 'system', name: 'workshop' };

/**
 * An insight as a room may see it, whoever asks: a room has people who see no rows, so that an analyst who
 * steers brings no figure there that those would not see [SV113]. Undefined when it was removed.
 */
export async function findRoomInsight(context: Context, insightId: string): Promise<Insight | undefined> {
  return findInsight(context, ROOM, insightId);
}

/** The same with its figure; refuses one that has none to show. */
export async function requireFigure(
  context: Context,
  insightId: string,
): Promise<Insight & { figure: InsightFigure }> {
  const insight = await findRoomInsight(context, insightId);
  if (!insight) throw new AppError('not-found');
  const { figure } = insight;
  if (!figure) throw new AppError('conflict', { reason: 'evidence.insight.noFigure' });
  return { ...insight, figure };
}
