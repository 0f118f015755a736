import * as v from 'valibot';
import { HOLIDAY_RULES } from '#lib/base/calendar/holidays.ts';
import { SEASON_KINDS, type Season } from '#lib/base/calendar/working-days.ts';
import { USUAL_BORDERS } from '#lib/base/ratings/band-borders.ts';
import { areImportanceSteps } from '#lib/base/ratings/importance-steps.ts';
import { LOCALES } from '#lib/base/locale.ts';
import { CURRENCIES } from '#lib/base/money.ts';
import {
  REPORTING_LINES,
  USUAL_WEEK,
  usualSettings,
  type ReportingLine,
  type Settings,
} from '#lib/organisation/settings.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf, readJson } from '../database/stored.ts';

/** As many letters of the hash as tell one logo from the next. */
const LOGO_KEY_LETTERS = 16;

const StoredSteps = v.pipe(
  v.tuple([v.number(), v.number(), v.number(), v.number()]),
  v.check((steps) => areImportanceSteps(steps)),
);

const Weekdays = v.array(v.picklist([1, 2, 3, 4, 5, 6, 7]));

/** What the organisation decided; the usual before it is set up. `usualZone` is the server's. */
export async function readSettings(db: Queries, usualZone: string): Promise<Settings> {
  const usual = usualSettings(usualZone);
  const row = await db
    .selectFrom('organisation')
    .leftJoin('logo', 'logo.id', 'organisation.id')
    .selectAll('organisation')
    .select('logo.sha256')
    .executeTakeFirst();
  if (!row) return usual;
  const id = row.id;
  return {
    name: row.name,
    locale: oneOf(LOCALES, row.locale, 'organisation.locale', id),
    timeZone: row.time_zone ?? usualZone,
    isZoneChosen: row.time_zone !== null,
    currency:
      row.currency === null ? usual.currency : oneOf(CURRENCIES, row.currency, 'organisation.currency', id),
    week: {
      weekdays:
        row.weekdays === null
          ? USUAL_WEEK.weekdays
          : readJson(Weekdays, row.weekdays, 'organisation.weekdays', id),
      from: row.works_from ?? USUAL_WEEK.from,
      until: row.works_until ?? USUAL_WEEK.until,
      holidays:
        row.holidays === null
          ? USUAL_WEEK.holidays
          : oneOf(HOLIDAY_RULES, row.holidays, 'organisation.holidays', id),
    },
    isWeekChosen: row.weekdays !== null,
    reportingLine:
      row.reporting_line === null
        ? null
        : oneOf(REPORTING_LINES, row.reporting_line, 'organisation.reporting_line', id),
    teamName: row.team_name,
    substituteId: row.substitute_id,
    smallestGroup: row.smallest_group ?? usual.smallestGroup,
    borders: {
      importance: row.importance_border ?? usual.borders.importance,
      urgency: row.urgency_border ?? usual.borders.urgency,
    },
    importanceSteps:
      row.importance_steps === null
        ? usual.importanceSteps
        : readJson(StoredSteps, row.importance_steps, 'organisation.importance_steps', id),
    trackerAddress: row.tracker_address,
    mailTestedAtMs: row.mail_tested_at_ms,
    logo: row.sha256?.slice(0, LOGO_KEY_LETTERS) ?? null,
    version: row.version,
  };
}

/** From where on issues count as important and as urgent. */
export async function readBorders(db: Queries): Promise<Settings['borders']> {
  const row = await db
    .selectFrom('organisation')
    .select(['importance_border', 'urgency_border'])
    .executeTakeFirst();
  return {
    importance: row?.importance_border ?? USUAL_BORDERS.importance,
    urgency: row?.urgency_border ?? USUAL_BORDERS.urgency,
  };
}

/** What of the settings is written at once; what is undefined stays as it is. */
export interface SettingsUpdate {
  name?: string;
  locale?: Settings['locale'];
  timeZone?: string;
  currency?: Settings['currency'];
  week?: Settings['week'];
  reportingLine?: ReportingLine;
  teamName?: string;
  substituteId?: string | null;
  smallestGroup?: number;
  borders?: Settings['borders'];
  importanceSteps?: Settings['importanceSteps'];
  trackerAddress?: string | null;
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateSettings(
  trx: Queries,
  version: number,
  { week, borders, ...change }: SettingsUpdate,
): Promise<boolean> {
  const result = await trx
    .updateTable('organisation')
    .set({
      name: change.name,
      locale: change.locale,
      time_zone: change.timeZone,
      currency: change.currency,
      weekdays: week && JSON.stringify(week.weekdays),
      works_from: week?.from,
      works_until: week?.until,
      holidays: week?.holidays,
      reporting_line: change.reportingLine,
      team_name: change.teamName,
      substitute_id: change.substituteId,
      smallest_group: change.smallestGroup,
      importance_border: borders?.importance,
      urgency_border: borders?.urgency,
      importance_steps: change.importanceSteps && JSON.stringify(change.importanceSteps),
      tracker_address: change.trackerAddress,
      version: version + 1,
    })
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whoever changes the settings next waits until this transaction is over; SQLite has one writer anyway. */
export async function holdSettings(trx: Queries): Promise<void> {
  await trx
    .updateTable('organisation')
    .set((eb) => ({ version: eb.ref('version') }))
    .execute();
}

/** When a test mail left; no decision of anybody, so that the version stays. */
export async function noteMailTest(trx: Queries, atMs: number): Promise<void> {
  await trx.updateTable('organisation').set({ mail_tested_at_ms: atMs }).execute();
}

export async function findSubstituteId(db: Queries): Promise<string | null> {
  const row = await db.selectFrom('organisation').select('substitute_id').executeTakeFirst();
  return row?.substitute_id ?? null;
}

/** Whoever was to sign where nobody can is named no longer. */
export async function clearSubstituteOf(trx: Queries, personId: string): Promise<boolean> {
  const result = await trx
    .updateTable('organisation')
    .set((eb) => ({ substitute_id: null, version: eb('version', '+', 1) }))
    .where('substitute_id', '=', personId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A picture with what it is. */
export interface Logo {
  type: string;
  sha256: string;
  bytes: Uint8Array;
}

export async function findLogo(db: Queries): Promise<Logo | undefined> {
  const row = await db.selectFrom('logo').select(['type', 'sha256', 'bytes']).executeTakeFirst();
  return row && { ...row, bytes: new Uint8Array(row.bytes) };
}

/** Takes the place of the one before. */
export async function putLogo(trx: Queries, logo: Logo): Promise<void> {
  await deleteLogo(trx);
  await trx
    .insertInto('logo')
    .values({ id: 'main', ...logo })
    .execute();
}

export async function deleteLogo(trx: Queries): Promise<void> {
  await trx.deleteFrom('logo').execute();
}

/** Days off that the organisation named itself, in their order. */
export async function listDaysOff(db: Queries): Promise<{ day: string; name: string }[]> {
  return db.selectFrom('day_off').selectAll().orderBy('day').execute();
}

/** False when the day is one already. */
export async function insertDayOff(trx: Queries, dayOff: { day: string; name: string }): Promise<boolean> {
  const result = await trx
    .insertInto('day_off')
    .values(dayOff)
    .onConflict((conflict) => conflict.column('day').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Its name; undefined when it was none. */
export async function deleteDayOff(trx: Queries, day: string): Promise<string | undefined> {
  const row = await trx.deleteFrom('day_off').where('day', '=', day).returning('name').executeTakeFirst();
  return row?.name;
}

export interface SeasonRow extends Season {
  id: string;
  version: number;
}

/** In the order in which they begin. */
export async function listSeasons(db: Queries): Promise<SeasonRow[]> {
  const rows = await db.selectFrom('season').selectAll().orderBy('starts_on').orderBy('id').execute();
  return rows.map(({ kind, starts_on: startsOn, ends_on: endsOn, ...row }) => ({
    ...row,
    kind: oneOf(SEASON_KINDS, kind, 'season.kind', row.id),
    startsOn,
    endsOn,
  }));
}

export async function insertSeason(trx: Queries, season: SeasonRow): Promise<void> {
  const { startsOn, endsOn, ...row } = season;
  await trx
    .insertInto('season')
    .values({ ...row, starts_on: startsOn, ends_on: endsOn })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateSeason(trx: Queries, season: SeasonRow): Promise<boolean> {
  const result = await trx
    .updateTable('season')
    .set({
      name: season.name,
      kind: season.kind,
      starts_on: season.startsOn,
      ends_on: season.endsOn,
      version: season.version + 1,
    })
    .where('id', '=', season.id)
    .where('version', '=', season.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteSeason(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('season').where('id', '=', id).execute();
}
