import { dayAfter } from '#lib/base/days.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { UNSTARTED_AFTER_MS } from '#lib/shifts/day/tour-start.ts';
import type { Context } from '../context.ts';
import { addNotices } from '../notify/notice-commands.ts';
import { listActiveLeads } from '../people/lead-store.ts';
import { listToursBetween } from './coming-store.ts';
import { listRunningDays } from './day/presence-store.ts';
import { listMissing } from './programme/confirm-commands.ts';
import { listTourParts } from './programme/confirmation-store.ts';
import { findInForce } from './programme/programme-store.ts';

/** From this hour of the day before, whoever has a shift is told of it [NO5]. */
const HOUR_BEFORE = 10;

/** Tells everybody whose shift begins tomorrow, once, whatever is repeated: a place that is taken later is told then [NO5]. */
export async function remindOfShifts(context: Context, nowMs: number): Promise<void> {
  const { timeZone } = context.settings;
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  if (now.hour < HOUR_BEFORE) return;
  const tomorrow = dayAfter(dayAt(nowMs, timeZone), 1);
  const tours = (await listToursBetween(context.db, tomorrow, tomorrow)).filter(
    ({ day }) => day === tomorrow,
  );
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

/** Tells the leads, once a day of a tour, that it has not started for want of mentors [SH60]. */
export async function tellUnstarted(context: Context, nowMs: number = context.clock()): Promise<void> {
  const running = await listRunningDays(context.db, { nowMs, begunByMs: nowMs - UNSTARTED_AFTER_MS });
  const waiting = running.filter(({ present, needed }) => present < needed);
  if (waiting.length === 0) return;
  const tell = await context.database.transaction(async (trx) => {
    const leads = await listActiveLeads(trx);
    return addNotices(
      context,
      trx,
      waiting.flatMap(({ tourId, roundId, day, startsAt, endsAt }) =>
        leads.map((personId) => ({
          personId,
          kind: 'shift.unstarted' as const,
          subject: { kind: 'round' as const, id: roundId },
          occasion: `${tourId} ${day}`,
          byId: null,
          values: { tourId, day, startsAt, endsAt },
        })),
      ),
    );
  });
  tell();
}

/** So many days before a tour whoever has not confirmed is reminded: time enough to read, and to ask. */
const REMIND_DAYS = 3;

/** Tells whoever is on a tour soon, and has something to confirm before it, once for each tour [SH75]. */
export async function remindToConfirm(context: Context, nowMs: number = context.clock()): Promise<void> {
  const inForce = await findInForce(context.db);
  if (!inForce) return;
  const toDay = dayAfter(dayAt(nowMs, context.settings.timeZone), REMIND_DAYS);
  const parts = await listTourParts(context.db, nowMs, { toDay });
  const missing = await listMissing(context.db, inForce, [...new Set(parts.map(({ personId }) => personId))]);
  const waiting = parts.filter(({ personId }) => missing.has(personId));
  if (waiting.length === 0) return;
  const tell = await context.database.transaction((trx) =>
    addNotices(
      context,
      trx,
      waiting.map(({ personId, tourId, day }) => ({
        ...{ personId, kind: 'programme.confirm' as const, byId: null, occasion: tourId },
        ...{ subject: { kind: 'programme' as const, id: inForce.id }, values: { day } },
      })),
    ),
  );
  tell();
}
