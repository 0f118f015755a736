import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import type { GoalOrigin, IssueId, SeriesOrigin } from '#lib/issues/issue.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { firstTriage, insertIssue } from './commands.ts';
import { findByOriginKey } from './store.ts';

/**
 * Makes an issue of a measured value or of a goal, with the figure as its origin [AR8]; called by the command of its
 * domain, inside its transaction, which tells of it. Of one value there is one issue.
 */
export async function addFromMeasure(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  { title, description, origin }: { title: string; description: string; origin: SeriesOrigin | GoalOrigin },
): Promise<{ id: IssueId; number: number }> {
  const id = newId<'issue'>();
  const originKey =
    origin.kind === 'series' ? `series:${origin.seriesId}/${origin.day}` : `goal:${origin.goalId}/${id}`;
  const other = await findByOriginKey(trx, originKey);
  if (other) throw new AppError('conflict', { reason: 'issues.ofValue', values: { number: other.number } });
  const triage = firstTriage(actor);
  const number = await insertIssue(context, trx, actor, {
    ...{ id, title, description, origin, originKey, insightId: null, triage, reporterId: actor.id },
  });
  return { id, number };
}
