import type { Context } from '../context.ts';
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

/** Erases what people answered to rounds whose tours have all begun [SH38]. */
export async function eraseWishes(context: Context, nowMs: number = context.clock()): Promise<void> {
  await context.database.transaction((trx) => eraseOldWishes(trx, nowMs));
}
