import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { QuestionPick } from '#lib/shifts/asking/question.ts';
import type { RoundId } from '#lib/shifts/shift.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { listNumbersOfFindings } from '../../issues/commands.ts';
import { undoable } from '../../undo/undoable.ts';
import { listArticlesOfFindings } from '../articles/article-store.ts';
import { readTourAtWork, tellDay } from '../day/at-tour.ts';
import { deleteFinding, insertFinding } from '../findings/finding-store.ts';
import { holdTour } from '../tour-store.ts';
import { findQuestion, setQuestionFinding } from './question-store.ts';

/**
 * Turns an answered question into a gap in the documents [SH95], a finding of who asked, with the answer below the
 * question: an article is written for it like for any other. Of one question there is one gap.
 */
export async function makeGapOfQuestion(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ findingId: string; undoId: string | null }> {
  requirePerson(actor, 'finding.report');
  const { tourId, questionId } = parseInput(QuestionPick, input);
  const findingId = newId<'finding'>();
  const { tour, undoId } = await context.database.transaction(async (trx) => {
    if (!(await holdTour(trx, tourId))) throw new AppError('not-found');
    const { tour, mentors } = await readTourAtWork(context, trx, tourId);
    const question = await findQuestion(trx, questionId);
    const isMentor = mentors.some(({ id }) => id === actor.id);
    const isTheirs = isMentor || question?.askedById === actor.id;
    if (question?.tourId !== tourId || !isTheirs) throw new AppError('not-found');
    const [answer] = question.answers;
    if (!answer) throw new AppError('conflict', { reason: 'asking.unanswered' });
    if (question.findingId !== null) throw new AppError('conflict', { reason: 'asking.isGap' });
    await insertFinding(trx, {
      ...{ id: findingId, roundId: tour.roundId, personId: question.askedById, kind: 'docs' },
      text: `${question.text}\n\n${answer.text}`,
      ...{ steps: '', severity: null, quote: '', reportedAtMs: context.clock() },
    });
    await setQuestionFinding(trx, questionId, findingId);
    const undoId = await QUESTION_GAP_UNDO.keep(context, trx, actor, { tourId, questionId, findingId });
    return { tour, undoId };
  });
  tellGap(context, tour.roundId);
  return { findingId, undoId };
}

function tellGap(context: Pick<Context, 'bus'>, roundId: RoundId): void {
  context.bus.tell({ kind: 'round', id: roundId, action: 'finding' });
  tellDay(context, { roundId });
}

/** A question is no gap any more; not once that is an issue or an article. */
export const QUESTION_GAP_UNDO = undoable(
  'question-gap',
  v.object({ tourId: v.string(), questionId: v.string(), findingId: v.string() }),
  async (context: Context, trx, actor, { tourId, questionId, findingId }) => {
    requirePerson(actor, 'finding.report');
    const tour = await holdTour(trx, tourId);
    const question = await findQuestion(trx, questionId);
    if (!tour || question?.findingId !== findingId) throw new AppError('not-found');
    const issues = await listNumbersOfFindings({ db: trx }, actor, [findingId]);
    const articles = await listArticlesOfFindings(trx, [findingId]);
    if (issues.size + articles.size > 0) throw new AppError('conflict', { reason: 'articles.gapAnswered' });
    await setQuestionFinding(trx, questionId, null);
    await deleteFinding(trx, findingId);
    return { after: () => tellGap(context, tour.roundId) };
  },
);
