import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { MissingForm } from '#lib/shifts/articles/article-forms.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { listNumbersOfFindings } from '../../issues/commands.ts';
import { maskText } from '../../survey/commands.ts';
import { undoable } from '../../undo/undoable.ts';
import { deleteFinding, findFinding, insertFinding } from '../findings/finding-store.ts';
import { isSignedUp, listShiftsOf } from '../store.ts';
import { listArticlesOfFindings } from './article-store.ts';
import { roundOfShift } from './own-round.ts';

/**
 * Says in one press that something is not in the documents: it becomes a gap, a finding of the round [SH83]. Without
 * a round it is that of the reader's own shift.
 */
export async function reportMissing(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'finding.report');
  const form = parseInput(MissingForm, input);
  const { clock } = context;
  const roundId = form.roundId || roundOfShift(await listShiftsOf(context.db, actor.id), clock());
  const id = newId<'finding'>();
  const undoId = await context.database.transaction(async (trx) => {
    if (roundId === null || !(await isSignedUp(trx, roundId, actor.id)))
      throw new AppError('forbidden', { reason: 'shifts.notSignedUp' });
    await insertFinding(trx, {
      ...{ id, roundId, personId: actor.id, kind: 'docs', text: maskText(form.lookedFor) },
      ...{ steps: '', severity: null, quote: '', reportedAtMs: clock() },
    });
    return GAP_UNDO.keep(context, trx, actor, { findingId: id });
  });
  if (roundId !== null) context.bus.tell({ kind: 'round', id: roundId, action: 'finding' });
  return { undoId };
}

/** A gap is none any more; not once it is an issue or an article. */
export const GAP_UNDO = undoable(
  'documentation-gap',
  v.object({ findingId: v.string() }),
  async (context: Context, trx, actor, { findingId }) => {
    requirePerson(actor, 'finding.report');
    const finding = await findFinding(trx, findingId);
    if (finding?.personId !== actor.id) throw new AppError('not-found');
    const issues = await listNumbersOfFindings({ db: trx }, actor, [findingId]);
    const articles = await listArticlesOfFindings(trx, [findingId]);
    if (issues.size + articles.size > 0) throw new AppError('conflict', { reason: 'articles.gapAnswered' });
    await deleteFinding(trx, findingId);
    return { after: () => context.bus.tell({ kind: 'round', id: finding.roundId, action: 'finding' }) };
  },
);
