import { AppError } from '#lib/base/errors.ts';
import { subjectKey, type Subject, type SubjectRef } from '#lib/base/subject.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { findNumbered } from '../database/number-store.ts';
import * as store from './decision-store.ts';

interface Placed {
  id: string;
  subject: SubjectRef | null;
}

/** A decision that a reader may see, with what it hangs on where they see that. */
export interface Seen<Row> {
  row: Row;
  subject: Subject | null;
}

/**
 * Of these decisions those that an actor may see [DE3]: by their subject, of one that stands alone by their role, and
 * in either case where it names them. Their subjects are asked for once.
 */
export async function seeDecisions<Row extends Placed>(
  context: Context,
  actor: Actor,
  rows: readonly Row[],
): Promise<Seen<Row>[]> {
  if (actor.kind !== 'system' && !isPermitted(standingsOf(actor), 'decision.view')) return [];
  const subjects = await context.subjects.find(
    actor,
    rows.flatMap(({ subject }) => subject ?? []),
  );
  const named = actor.kind === 'person' ? await store.listNaming(context.db, actor.id) : new Set<string>();
  const seesAlone = actor.kind === 'system' || isPermitted(standingsOf(actor), 'decision.viewAll');
  return rows.flatMap((row) => {
    const subject = row.subject === null ? null : (subjects.get(subjectKey(row.subject)) ?? null);
    const isSeen = row.subject === null ? seesAlone : subject !== null || actor.kind === 'system';
    return isSeen || named.has(row.id) ? [{ row, subject }] : [];
  });
}

/** One by its id; what is not there and what one may not see are the same refusal. */
export async function requireDecision(
  context: Context,
  actor: Actor,
  id: string,
): Promise<Seen<store.KeptDecision>> {
  requirePermission(actor, 'decision.view');
  const row = await store.findDecision(context.db, id);
  const [seen] = row ? await seeDecisions(context, actor, [row]) : [];
  if (!seen) throw new AppError('not-found');
  return seen;
}

/** Which decision an address means: its number, or its id. */
export async function getDecisionAddress(
  context: Context,
  actor: Actor,
  address: string,
): Promise<{ id: string; number: number }> {
  requirePermission(actor, 'decision.view');
  const found = await findNumbered(context.db, 'decision', address);
  if (!found) throw new AppError('not-found');
  const { row } = await requireDecision(context, actor, found.id);
  return { id: row.id, number: row.number };
}
