import type { Context } from '../context.ts';
import { listToursThatAsk } from './asking/question-store.ts';
import { settleQuestions } from './asking/settle-questions.ts';
import { tellDay } from './day/at-tour.ts';
import { closeFeedback } from './feedback/feedback-commands.ts';
import { holdTour } from './tour-store.ts';
import { eraseOldWishes } from './rota/wish-store.ts';
import { settleTour } from './seats/settle-line.ts';
import { leaveLine, listLine, listToursWithLines } from './seats/waiting-store.ts';

/**
 * Lets every line move on by the clock [SH20]: seats whose offer ran out go to the next, and nobody waits for a tour
 * that has begun.
 */
export async function settleLines(context: Context, nowMs: number = context.clock()): Promise<void> {
  for (const { tourId, hasBegun } of await listToursWithLines(context.db, nowMs)) {
    const tell = await context.database.transaction(async (trx) => {
      const tour = await holdTour(trx, tourId);
      if (!tour) return () => undefined;
      const settled = await settleTour(context, trx, tour);
      if (hasBegun) {
        const line = await listLine(trx, tourId);
        await leaveLine(
          trx,
          tourId,
          line.map(({ personId }) => personId),
        );
      }
      return settled.tell;
    });
    tell();
  }
}

/** Opens the urns of rounds that are over for two weeks [SH107]. */
export async function openUrns(context: Context): Promise<void> {
  await closeFeedback(context);
}

/** Erases what people answered to rounds whose tours have all begun [SH38]. */
export async function eraseWishes(context: Context, nowMs: number = context.clock()): Promise<void> {
  await context.database.transaction((trx) => eraseOldWishes(trx, nowMs));
}

/** Lets questions move on by the clock [SH93], tour by tour: on several nodes whoever holds a tour first settles it. */
export async function handQuestionsOn(context: Context, nowMs: number = context.clock()): Promise<void> {
  for (const tourId of await listToursThatAsk(context.db, nowMs)) {
    const settled = await context.database.transaction(async (trx) => {
      const tour = await holdTour(trx, tourId);
      return tour && { tour, ...(await settleQuestions(context, trx, tourId)) };
    });
    if (!settled?.hasChanged) continue;
    settled.tell();
    tellDay(context, settled.tour);
  }
}
