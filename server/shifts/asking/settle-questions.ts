import { stepOfQuestion, tourTimeBetween, type QuestionStep } from '#lib/shifts/asking/hand-on.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, withdrawNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { listActiveLeads } from '../../people/lead-store.ts';
import { areActive } from '../../people/store.ts';
import { isPresent, readTourAtWork, type TourAtWork } from '../day/at-tour.ts';
import { findRound } from '../round-store.ts';
import * as store from './question-store.ts';

/** What one look at the questions of a tour did. */
export interface SettledQuestions {
  hasChanged: boolean;
  tell: TellInboxes;
}

/** What a notice about a question keeps beside the round. */
export function questionFacts({ tour, day }: Pick<TourAtWork, 'tour' | 'day'>) {
  return { tourId: tour.id, day: day.day, startsAt: tour.startsAt, endsAt: tour.endsAt };
}

/**
 * Lets every question of a held tour go to whom it belongs at this moment [SH92] [SH93]: whatever was pressed or ran out
 * since, the same look settles it, so that the clock, a mentor who comes or goes and a new question need no rules of
 * their own.
 */
export async function settleQuestions(
  context: Context,
  trx: Queries,
  tourId: string,
): Promise<SettledQuestions> {
  const questions = await store.listTourQuestions(trx, [tourId]);
  const open = questions.filter(({ answers }) => answers.length === 0);
  const tells: TellInboxes[] = [];
  if (open.length === 0) return { hasChanged: false, tell: () => undefined };
  const atWork = await readTourAtWork(context, trx, tourId);
  const scene = await readMentors(context, trx, atWork);
  const counts = new Map<string, number>();
  for (const { holderId } of open)
    if (holderId !== null) counts.set(holderId, (counts.get(holderId) ?? 0) + 1);
  let hasChanged = false;
  for (const question of open) {
    const step = stepOfQuestion({
      ...scene,
      ...{ holderId: question.holderId, had: question.had, open: counts },
      waitedMs: tourTimeBetween(atWork.days, question.heldSinceMs, context.clock()),
    });
    if (step.hand) {
      const { holderId } = question;
      if (holderId !== null) counts.set(holderId, (counts.get(holderId) ?? 1) - 1);
      const { toId } = step.hand;
      if (toId !== null) counts.set(toId, (counts.get(toId) ?? 0) + 1);
      tells.push(await handOn(context, trx, atWork, question, step.hand));
    }
    if (step.tellsLeads && !question.isTold) {
      await store.markQuestionTold(trx, question.id);
      tells.push(await tellLeads(context, trx, atWork, question));
    }
    hasChanged ||= step.hand !== null || (step.tellsLeads && !question.isTold);
  }
  return {
    hasChanged,
    tell: () => {
      for (const tell of tells) tell();
    },
  };
}

async function readMentors(
  { clock }: Pick<Context, 'clock'>,
  trx: Queries,
  { tour, mentors, presence, day, standing }: TourAtWork,
) {
  const nowMs = clock();
  const ids = mentors.map(({ id }) => id);
  const active = await areActive(trx, ids);
  const mentorIds = ids.filter((id) => active.has(id));
  const round = await findRound(trx, tour.roundId);
  return {
    mentorIds,
    presentIds: mentorIds.filter((id) => isPresent(presence, id, day.day) === true),
    limitMs: (round?.answerMinutes ?? 0) * 60_000,
    isRunning: standing === 'started' || standing === 'waits',
    isOver: nowMs >= tour.endsAtMs,
  };
}

async function handOn(
  context: Context,
  trx: Queries,
  atWork: TourAtWork,
  question: store.QuestionRow,
  { toId, reason }: NonNullable<QuestionStep['hand']>,
): Promise<TellInboxes> {
  const subject = { kind: 'round' as const, id: atWork.tour.roundId };
  await store.insertHand(trx, question, { toId, reason, atMs: context.clock() });
  // It waits for one mentor alone, who may have had it before.
  const withdrawn = await withdrawNotices(context, trx, {
    ...{ subject, kinds: ['asking.asked'], occasion: question.id },
  });
  const told = await addNotices(
    context,
    trx,
    toId === null
      ? []
      : [
          {
            ...{ personId: toId, kind: 'asking.asked' as const, subject, occasion: question.id },
            ...{ byId: question.askedById, values: questionFacts(atWork) },
          },
        ],
  );
  return () => {
    withdrawn();
    told();
  };
}

async function tellLeads(
  context: Context,
  trx: Queries,
  atWork: TourAtWork,
  { id }: store.QuestionRow,
): Promise<TellInboxes> {
  return addNotices(
    context,
    trx,
    (await listActiveLeads(trx)).map((personId) => ({
      ...{ personId, kind: 'asking.waits' as const, occasion: id, byId: null },
      ...{ subject: { kind: 'round' as const, id: atWork.tour.roundId }, values: questionFacts(atWork) },
    })),
  );
}
