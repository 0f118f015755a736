import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { answerTimesOf, tourTimeBetween, type AnswerTimes } from '#lib/shifts/asking/hand-on.ts';
import {
  MOST_WAITING_QUESTIONS,
  MOST_QUESTION_ANSWERS,
  QuestionAnswerForm,
  QuestionForm,
  type SeenQuestion,
} from '#lib/shifts/asking/question.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { addNotices, finishNotices } from '../../notify/notice-commands.ts';
import { maskText } from '../../survey/commands.ts';
import { readTourAtWork, tellDay, type TourAtWork } from '../day/at-tour.ts';
import { holdTour, listMentors, listRoundDays } from '../tour-store.ts';
import * as store from './question-store.ts';
import { questionFacts, settleQuestions } from './settle-questions.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** How somebody stands to the questions of a tour; whoever is none of these reads nothing of them [SH94]. */
function standingOn(
  { guests, mentors }: Pick<TourAtWork, 'guests' | 'mentors'>,
  actor: PersonActor,
): 'guest' | 'mentor' | 'lead' | null {
  if (guests.some(({ personId }) => personId === actor.id)) return 'guest';
  if (mentors.some(({ id }) => id === actor.id)) return 'mentor';
  return actor.roles.includes('lead') ? 'lead' : null;
}

/** The questions of a tour, and what this reader does there. */
export interface TourQuestions {
  questions: SeenQuestion[];
  mayAsk: boolean;
  /** Answers every question; who asked one answers their own. */
  mayAnswer: boolean;
}

/** The questions of a tour for whoever is on it, looks after it or leads; null for everybody else [SH94]. */
export async function getTourQuestions(
  context: Context,
  actor: Actor,
  tourId: string,
): Promise<TourQuestions | null> {
  requirePerson(actor, 'shift.view');
  const atWork = await readTourAtWork(context, context.db, tourId);
  const standing = standingOn(atWork, actor);
  if (standing === null) return null;
  const nowMs = context.clock();
  const { tour } = atWork;
  return {
    questions: (await store.listTourQuestions(context.db, [tourId])).map(toSeen),
    mayAsk: standing === 'guest' && nowMs >= tour.startsAtMs && nowMs < tour.endsAtMs,
    mayAnswer: standing === 'mentor',
  };
}

function toSeen({
  tourId: _,
  holderId: _holder,
  heldSinceMs: _since,
  had: _had,
  ...seen
}: store.QuestionRow): SeenQuestion {
  return seen;
}

/** Whoever is on a tour asks its mentors; one of them has it at once [SH92]. Customers' data are masked before it is kept. */
export async function askMentors(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, text, scope } = parseInput(QuestionForm, input);
  const { tour, tell } = await context.database.transaction(async (trx) => {
    if (!(await holdTour(trx, tourId))) throw new AppError('not-found');
    const atWork = await readTourAtWork(context, trx, tourId);
    if (standingOn(atWork, actor) !== 'guest')
      throw new AppError('forbidden', { reason: 'asking.notOnTour' });
    const { tour } = atWork;
    const askedAtMs = context.clock();
    if (askedAtMs < tour.startsAtMs) throw new AppError('conflict', { reason: 'shifts.day.notYet' });
    if (askedAtMs >= tour.endsAtMs) throw new AppError('read-only', { reason: 'shifts.over' });
    const own = (await store.listTourQuestions(trx, [tourId])).filter(
      ({ askedById, answers }) => askedById === actor.id && answers.length === 0,
    );
    if (own.length >= MOST_WAITING_QUESTIONS)
      throw new AppError('conflict', { reason: 'asking.full', values: { limit: MOST_WAITING_QUESTIONS } });
    await store.insertQuestion(trx, {
      ...{ id: newId<'question'>(), tourId, askedById: actor.id, scope, text: maskText(text), askedAtMs },
    });
    return { tour, tell: (await settleQuestions(context, trx, tourId)).tell };
  });
  tell();
  tellDay(context, tour);
}

/**
 * A mentor of the tour, or who asked and found out, answers a question [SH94]. The first answer counts; one that
 * comes later, or at the same moment, is kept beside it. Who asked is told of each.
 */
export async function answerTourQuestion(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { tourId, questionId, text } = parseInput(QuestionAnswerForm, input);
  const { tour, tells } = await context.database.transaction(async (trx) => {
    if (!(await holdTour(trx, tourId))) throw new AppError('not-found');
    const atWork = await readTourAtWork(context, trx, tourId);
    const question = await store.findQuestion(trx, questionId);
    const standing = standingOn(atWork, actor);
    if (question?.tourId !== tourId || standing === null) throw new AppError('not-found');
    if (standing !== 'mentor' && question.askedById !== actor.id)
      throw new AppError('forbidden', { reason: 'asking.notYours' });
    if (question.answers.length >= MOST_QUESTION_ANSWERS)
      throw new AppError('conflict', {
        ...{ reason: 'asking.answersFull', values: { limit: MOST_QUESTION_ANSWERS } },
      });
    const id = newId<'answer'>();
    await store.insertQuestionAnswer(trx, {
      ...{ id, questionId, byId: actor.id, text: maskText(text), atMs: context.clock() },
    });
    const subject = { kind: 'round' as const, id: atWork.tour.roundId };
    const finished = await finishNotices(context, trx, {
      ...{ subject, kinds: ['asking.asked', 'asking.waits'], occasion: questionId },
    });
    const told = await addNotices(context, trx, [
      {
        ...{ personId: question.askedById, kind: 'asking.answered', subject, occasion: id },
        ...{ byId: actor.id, values: questionFacts(atWork) },
      },
    ]);
    return { tour: atWork.tour, tells: [finished, told] };
  });
  for (const tell of tells) tell();
  tellDay(context, tour);
}

/** How long answers took in a round, for leads and those who look after a tour of it; null for too few [SH95]. */
export async function getAnswerTimes(
  context: Context,
  actor: Actor,
  roundId: string,
): Promise<AnswerTimes | null> {
  requirePerson(actor, 'shift.view');
  const isMentor = (await listMentors(context.db, roundId)).some(({ id }) => id === actor.id);
  if (!isMentor && !actor.roles.includes('lead')) return null;
  const days = await listRoundDays(context.db, roundId);
  const answers = await store.listFirstAnswers(context.db, roundId);
  return answerTimesOf(
    answers.map(({ tourId, askedAtMs, answeredAtMs }) =>
      tourTimeBetween(days.get(tourId) ?? [], askedAtMs, answeredAtMs),
    ),
  );
}
