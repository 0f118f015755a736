import type { DepartureRules } from '../../people/departure.ts';
import { tellDay } from '../day/at-tour.ts';
import { holdTour } from '../tour-store.ts';
import { listQuestionsHeldBy } from './question-store.ts';
import { settleQuestions } from './settle-questions.ts';

/** Questions that wait at a mentor go to the next one who is there; what was asked and answered stays. */
export const QUESTION_DEPARTURE: DepartureRules = {
  columns: {
    'shift_question.asked_by': 'kept',
    'shift_question.holder_id': 'handed-over',
    'shift_question_hand.holder_id': 'kept',
    'shift_question_answer.by_id': 'kept',
  },
  list: async (db, personId) =>
    (await listQuestionsHeldBy(db, personId)).map(({ tourId, roundId, text }) => ({
      ...{ kind: 'question', effect: 'handed-over', title: text },
      href: `/shifts/${roundId}/tours/${tourId}/day`,
    })),
  async apply(context, trx, _actor, { personId }) {
    const after: (() => Promise<void>)[] = [];
    const held = await listQuestionsHeldBy(trx, personId);
    for (const tourId of [...new Set(held.map((question) => question.tourId))].toSorted()) {
      const tour = await holdTour(trx, tourId);
      if (!tour) continue;
      const { tell } = await settleQuestions(context, trx, tourId);
      after.push(async () => {
        tell();
        tellDay(context, tour);
      });
    }
    return after;
  },
};
