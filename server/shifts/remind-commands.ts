import { dayAfter } from '#lib/base/days.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Context } from '../context.ts';
import { addNotices } from '../notify/notice-commands.ts';
import { listToursBetween } from './coming-store.ts';

/** From this hour of the day before, whoever has a shift is told of it [NO5]. */
const HOUR_BEFORE = 10;

/** Tells everybody who has a shift tomorrow, once, whatever is repeated: a place that is taken later is told then [NO5]. */
export async function remindOfShifts(context: Context, nowMs: number): Promise<void> {
  const { timeZone } = context.settings;
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  if (now.hour < HOUR_BEFORE) return;
  const tomorrow = dayAfter(dayAt(nowMs, timeZone), 1);
  const tours = await listToursBetween(context.db, tomorrow, tomorrow);
  const tell = await context.database.transaction((trx) =>
    addNotices(
      context,
      trx,
      tours.flatMap(({ shiftId, roundId, day, startsAt, endsAt, people }) =>
        people.map(({ personId }) => ({
          personId,
          kind: 'shift.tomorrow' as const,
          subject: { kind: 'round' as const, id: roundId },
          occasion: shiftId,
          byId: null,
          values: { tourId: shiftId, day, startsAt, endsAt },
        })),
      ),
    ),
  );
  tell();
}
