import * as v from 'valibot';
import { auditedChanges, type AuditedFields } from '#lib/audit/audit-change.ts';
import { SEASON_KINDS } from '#lib/base/calendar/working-days.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { DayOffForm, SeasonForm } from '#lib/organisation/settings-forms.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import { auditSettings, SUBJECT } from './settings-audit.ts';
import * as store from './store.ts';

/** Days off and seasons that the organisation named, with what a change of them needs. */
export async function listCalendarEntries(
  context: Context,
  actor: Actor,
): Promise<{ daysOff: { day: string; name: string }[]; seasons: store.SeasonRow[] }> {
  requirePermission(actor, 'settings.manage');
  return { daysOff: await store.listDaysOff(context.db), seasons: await store.listSeasons(context.db) };
}

/** Names a day off besides the public holidays [OR4]. */
export async function addDayOff(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const form = parseInput(DayOffForm, input);
  await context.database.transaction(async (trx) => {
    if (!(await store.insertDayOff(trx, form)))
      throw new AppError('conflict', { issues: [{ path: 'day', message: 'organisation.dayOffTaken' }] });
    await auditSettings(context, trx, actor, 'addDayOff', auditedChanges({}, dayOffFields(form)));
  });
  told(context);
}

/** Takes a day off away; can be taken back. */
export async function removeDayOff(
  context: Context,
  actor: Actor,
  day: string,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'settings.manage');
  const undoId = await context.database.transaction(async (trx) => {
    const name = await store.deleteDayOff(trx, day);
    if (name === undefined) throw new AppError('not-found');
    const nothing = { dayOff: null, startsOn: null };
    await auditSettings(
      context,
      trx,
      actor,
      'removeDayOff',
      auditedChanges(dayOffFields({ day, name }), nothing),
    );
    return DAY_OFF_UNDO.keep(context, trx, actor, { day, name });
  });
  told(context);
  return { undoId };
}

export const DAY_OFF_UNDO = undoable(
  'dayOff',
  v.object({ day: v.string(), name: v.string() }),
  async (context: Context, trx, actor, dayOff) => {
    requirePermission(actor, 'settings.manage');
    if (!(await store.insertDayOff(trx, dayOff)))
      throw new AppError('conflict', { reason: 'organisation.dayOffTaken' });
    await auditSettings(context, trx, actor, 'addDayOff', auditedChanges({}, dayOffFields(dayOff)));
    return { after: () => told(context) };
  },
);

/** Adds a season, or changes one [OR5]; refuses a stale version with the newer state. */
export async function saveSeason(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { seasonId, ...form } = parseInput(SeasonForm, input);
  await context.database.transaction(async (trx) => {
    if (seasonId === '') {
      await store.insertSeason(trx, { ...form, id: newId<'season'>(), version: 1 });
      await auditSettings(context, trx, actor, 'addSeason', auditedChanges({}, seasonFields(form)));
      return;
    }
    const before = await requireSeason(trx, seasonId);
    if (!(await store.updateSeason(trx, { ...form, id: seasonId }))) {
      const actions = ['organisation.changeSeason'] as const;
      throw await staleError(trx, actor, { ...SUBJECT, actions }, before);
    }
    await auditSettings(
      context,
      trx,
      actor,
      'changeSeason',
      auditedChanges(seasonFields(before), seasonFields(form)),
    );
  });
  told(context);
}

/** Takes a season away; can be taken back. */
export async function removeSeason(
  context: Context,
  actor: Actor,
  seasonId: string,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'settings.manage');
  const undoId = await context.database.transaction(async (trx) => {
    const season = await requireSeason(trx, seasonId);
    await store.deleteSeason(trx, seasonId);
    const nothing = { season: null, startsOn: null, endsOn: null };
    await auditSettings(context, trx, actor, 'removeSeason', auditedChanges(seasonFields(season), nothing));
    return SEASON_UNDO.keep(context, trx, actor, season);
  });
  told(context);
  return { undoId };
}

export const SEASON_UNDO = undoable(
  'season',
  v.object({
    id: v.string(),
    name: v.string(),
    kind: v.picklist(SEASON_KINDS),
    startsOn: v.string(),
    endsOn: v.string(),
    version: v.number(),
  }),
  async (context: Context, trx, actor, season) => {
    requirePermission(actor, 'settings.manage');
    await store.insertSeason(trx, season);
    await auditSettings(context, trx, actor, 'addSeason', auditedChanges({}, seasonFields(season)));
    return { after: () => told(context) };
  },
);

async function requireSeason(trx: Queries, id: string): Promise<store.SeasonRow> {
  const season = (await store.listSeasons(trx)).find((known) => known.id === id);
  if (!season) throw new AppError('not-found');
  return season;
}

function dayOffFields({ day, name }: { day: string; name: string }): AuditedFields {
  return { dayOff: name, startsOn: day };
}

function seasonFields({ name, startsOn, endsOn }: Omit<store.SeasonRow, 'id' | 'version'>): AuditedFields {
  return { season: name, startsOn, endsOn };
}

function told(context: Context): void {
  context.bus.tell({ kind: 'organisation', id: SUBJECT.id, action: 'change' });
}
