import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, withdrawNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import type { TourRow } from '../tour-store.ts';
import { deleteSwap, listSwapsOfSeat, type SwapRow } from './swap-store.ts';

/**
 * The seat of somebody is about to go, and what they offered with it: whoever would have taken it is told [SH115]. To be
 * called before the seat goes, which takes the offer with it.
 */
export async function endSwapsOf(
  context: Context,
  trx: Queries,
  tour: TourRow,
  giverId: string,
): Promise<TellInboxes> {
  const tells: TellInboxes[] = [];
  for (const swap of await listSwapsOfSeat(trx, tour.id, giverId)) {
    tells.push(await endSwap(context, trx, tour, swap));
  }
  return () => {
    for (const tell of tells) tell();
  };
}

/** An offer is no more: its giver is asked nothing, and whoever would have taken it is told [SH115]. */
export async function endSwap(
  context: Context,
  trx: Queries,
  tour: TourRow,
  { id, giverId, takerId }: Pick<SwapRow, 'id' | 'giverId' | 'takerId'>,
): Promise<TellInboxes> {
  const subject = { kind: 'round' as const, id: tour.roundId };
  await deleteSwap(trx, id);
  const withdrawn = await withdrawNotices(context, trx, {
    ...{ subject, kinds: ['shift.swapTaken'], personId: giverId, occasion: id },
  });
  const told = await addNotices(
    context,
    trx,
    takerId === null
      ? []
      : [
          {
            ...{ personId: takerId, kind: 'shift.swapGone' as const, subject, occasion: id, byId: giverId },
            values: { tourId: tour.id, day: tour.day, startsAt: tour.startsAt, endsAt: tour.endsAt },
          },
        ],
  );
  return () => {
    withdrawn();
    told();
  };
}
