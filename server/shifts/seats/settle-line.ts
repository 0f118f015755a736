import { offerEndsMs } from '#lib/shifts/offer-time.ts';
import { settleLine, type TourSeats, type Waiting } from '#lib/shifts/seats.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, finishNotices, type NewNotice, type TellInboxes } from '../../notify/notice-commands.ts';
import { readWorkingTime } from '../../organisation/commands.ts';
import type { TourRow } from '../tour-store.ts';
import { leaveLine, listLine, listSeated, offerSeat, type WaitingRow } from './waiting-store.ts';

/** A tour that the transaction holds, with its seats as they are at this moment. */
export interface HeldSeats {
  seats: TourSeats;
  line: readonly WaitingRow[];
  tell: TellInboxes;
}

/** The seats of a tour that the transaction holds. */
async function readSeats(trx: Queries, tour: TourRow): Promise<{ seats: TourSeats; line: WaitingRow[] }> {
  const line = await listLine(trx, tour.id);
  const seated = await listSeated(trx, tour.id);
  return { line, seats: { places: tour.places, departmentCap: tour.departmentCap, seated, line } };
}

/**
 * Lets the line of a tour that the transaction holds move on, by the clock [SH20]: ends offers that ran out, offers
 * seats that are free, and tells those whom it is about. Whoever changes seats or the line calls it before and after.
 */
export async function settleTour(context: Context, trx: Queries, tour: TourRow): Promise<HeldSeats> {
  const { seats, line } = await readSeats(trx, tour);
  if (line.length === 0) return { seats, line, tell: () => undefined };
  const nowMs = context.clock();
  const untilMs = offerEndsMs(nowMs, tour.startsAtMs, await readWorkingTime(context, trx));
  const settled = settleLine(seats, nowMs, untilMs);
  const lapsed = settled.lapsed.map(({ personId }) => personId);
  const offered = settled.offered.map(({ personId }) => personId);
  await leaveLine(trx, tour.id, lapsed);
  const tells: TellInboxes[] = [];
  for (const waiting of settled.lapsed) tells.push(await finishOffer(context, trx, tour, waiting));
  if (untilMs !== null) await offerSeat(trx, tour.id, offered, untilMs);
  tells.push(
    await addNotices(context, trx, [
      ...lapsed.map((personId) => lineNotice(context, tour, { personId, kind: 'shift.lapsed', atMs: nowMs })),
      ...offered.map((personId) =>
        lineNotice(context, tour, { personId, kind: 'shift.offered', atMs: untilMs ?? nowMs }),
      ),
    ]),
  );
  return {
    seats: settled.seats,
    line: line
      .filter(({ personId }) => !lapsed.includes(personId))
      .map((waiting) =>
        offered.includes(waiting.personId) ? { ...waiting, offeredUntilMs: untilMs } : waiting,
      ),
    tell: () => {
      for (const tell of tells) tell();
      if (lapsed.length + offered.length > 0)
        context.bus.tell({ kind: 'round', id: tour.roundId, action: 'line' });
    },
  };
}

/** An offer was answered, or ran out: nothing waits for an answer any more. */
export function finishOffer(
  context: Context,
  trx: Queries,
  tour: Pick<TourRow, 'id' | 'roundId'>,
  { personId, offeredUntilMs }: Waiting,
): Promise<TellInboxes> {
  return finishNotices(context, trx, {
    subject: { kind: 'round', id: tour.roundId },
    kinds: ['shift.offered'],
    personId,
    occasion: occasionOf(tour, offeredUntilMs ?? 0),
  });
}

/** Each offer is an occasion of its own. */
function occasionOf({ id }: Pick<TourRow, 'id'>, atMs: number): string {
  return `${id} ${atMs}`;
}

function lineNotice(
  { settings }: Context,
  tour: TourRow,
  { personId, kind, atMs }: { personId: string; kind: 'shift.offered' | 'shift.lapsed'; atMs: number },
): NewNotice {
  const due = dayAt(atMs, settings.timeZone);
  return {
    personId,
    kind,
    subject: { kind: 'round', id: tour.roundId },
    occasion: occasionOf(tour, atMs),
    byId: null,
    values: {
      tourId: tour.id,
      day: tour.day,
      startsAt: tour.startsAt,
      endsAt: tour.endsAt,
      ...(kind === 'shift.offered' && { due }),
    },
  };
}
