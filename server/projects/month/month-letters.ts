import { dayOffAt, type WorkCalendar } from '#lib/base/calendar/working-days.ts';
import { dayAfter, daysBetween } from '#lib/base/days.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { monthBefore } from '#lib/projects/month/month.ts';
import type { Context } from '../../context.ts';
import { addMonthLetters } from '../../notify/notice-commands.ts';
import { readWorkCalendar } from '../../organisation/commands.ts';
import { listPeople } from '../../people/store.ts';

/** From this hour of the first working day on, by the organisation's clock. */
export const MONTH_HOUR = 7;
/** A server that stood still sends it for so many days more; after that the page alone tells it. */
export const MONTH_LETTER_DAYS = 7;

/** The first working day (ISO) of the month that a day lies in. */
export function firstWorkingDay(calendar: WorkCalendar, today: string): string {
  let day = `${today.slice(0, 7)}-01`;
  while (dayOffAt(calendar, day) !== null && day.slice(0, 7) === today.slice(0, 7)) day = dayAfter(day, 1);
  return day;
}

/** Puts the summary of the month before into the outbox for every director, once, whatever is repeated [PR108]. */
export async function sendMonthLetters(context: Context, nowMs: number): Promise<void> {
  if (context.mail.linkBase === undefined) return;
  const { timeZone } = context.settings;
  const today = dayAt(nowMs, timeZone);
  const first = firstWorkingDay(await readWorkCalendar(context, context.db), today);
  const { hour } = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const days = daysBetween(first, today);
  if (days < 0 || days > MONTH_LETTER_DAYS || (days === 0 && hour < MONTH_HOUR)) return;
  const directors = (await listPeople(context.db)).filter(
    ({ isActive, roles }) => isActive && roles.includes('director'),
  );
  const personIds = directors.map(({ id }) => id);
  await context.database.transaction((trx) =>
    addMonthLetters(trx, personIds, { month: monthBefore(today), atMs: nowMs }),
  );
}
