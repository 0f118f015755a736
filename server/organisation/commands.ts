import type { BandBorders } from '#lib/base/ratings/band-borders.ts';
import type { WorkCalendar } from '#lib/base/calendar/working-days.ts';
import type { WorkingTime } from '#lib/base/calendar/working-hours.ts';
import { AppError } from '#lib/base/errors.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Settings } from '#lib/organisation/settings.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import * as store from './store.ts';
import { listSubstitutes } from './substitute-store.ts';

/** From where on issues count as important and as urgent, inside a transaction of another domain's command [IS52]. */
export async function readBandBorders(queries: Queries): Promise<BandBorders> {
  return store.readBorders(queries);
}

/** When the organisation works, for whoever plans something [OR4] [OR5]. */
export async function getWorkCalendar(context: Context, actor: Actor): Promise<WorkCalendar> {
  requirePermission(actor, 'profile.edit');
  return readWorkCalendar(context, context.db);
}

/** The same inside a transaction of another domain's command. */
export async function readWorkCalendar(context: Context, queries: Queries): Promise<WorkCalendar> {
  const { week } = await store.readSettings(queries, context.settings.timeZone);
  return readCalendarOf(queries, week);
}

/** On which days and at which hours the organisation works, inside a transaction of another domain's command. */
export async function readWorkingTime(context: Context, queries: Queries): Promise<WorkingTime> {
  const { week, timeZone } = await store.readSettings(queries, context.settings.timeZone);
  const calendar = await readCalendarOf(queries, week);
  return { calendar, from: week.from, until: week.until, timeZone };
}

async function readCalendarOf(
  queries: Queries,
  { weekdays, holidays }: Settings['week'],
): Promise<WorkCalendar> {
  return {
    weekdays,
    holidays,
    ownDaysOff: await store.listDaysOff(queries),
    seasons: (await store.listSeasons(queries)).map(({ name, kind, startsOn, endsOn }) => ({
      name,
      kind,
      startsOn,
      endsOn,
    })),
  };
}

/** The zone of the organisation, held until this transaction ends: what is planned in it is planned in one zone. */
export async function holdTimeZone(context: Context, trx: Queries): Promise<string> {
  await store.holdSettings(trx);
  return (await store.readSettings(trx, context.settings.timeZone)).timeZone;
}

/** Who may sign in whose place today [OR6] [OR7]. */
export async function readStandIns(
  context: Context,
  queries: Queries,
): Promise<{
  standIns: readonly { personId: string; substituteId: string }[];
  substituteId: string | null;
  reportingLine: Settings['reportingLine'];
}> {
  const settings = await store.readSettings(queries, context.settings.timeZone);
  const today = dayAt(context.clock(), settings.timeZone);
  const substitutes = await listSubstitutes(queries, today);
  return {
    standIns: substitutes
      .filter(({ startsOn }) => startsOn <= today)
      .map(({ personId, substituteId }) => ({ personId, substituteId })),
    substituteId: settings.substituteId,
    reportingLine: settings.reportingLine,
  };
}

/** The picture that stands on pages and sheets, for everybody: it is on the page at which one signs in. */
export async function findLogo(context: Context): Promise<store.Logo> {
  const logo = await store.findLogo(context.db);
  if (!logo) throw new AppError('not-found');
  return logo;
}
