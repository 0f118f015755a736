import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AreaChange, AreaForm } from '#lib/areas/area-forms.ts';
import {
  MOST_JUDGED,
  judgeSeries,
  type DatedValue,
  type SeriesStanding,
} from '#lib/areas/series-standing.ts';
import type { ContactArea, AreaId, Series } from '#lib/areas/series.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { areActive, namesOf } from '../people/store.ts';
import * as store from './area-store.ts';
import { auditArea } from './audit-area.ts';
import { listNewestPoints, listSeriesRows, type StoredSeries } from './series-store.ts';

/** A series on a scorecard: where it stands, and its newest values for a line. */
export interface ScoredSeries extends Series {
  standing: SeriesStanding;
  values: readonly DatedValue[];
}

/** Every area with what is measured of it, and what is measured of the whole organisation [AR1] [AR3]. */
export interface Scorecards {
  areas: readonly (ContactArea & { series: readonly ScoredSeries[] })[];
  whole: readonly ScoredSeries[];
}

export async function listScorecards(context: Context, actor: Actor): Promise<Scorecards> {
  requirePermission(actor, 'area.view');
  const { db } = context;
  const areas = await store.listAreaRows(db);
  const series = await score(db, await listSeriesRows(db));
  return {
    areas: areas.map((area) => ({
      ...toArea(area),
      series: series.filter((one) => one.area?.id === area.id),
    })),
    whole: series.filter(({ area }) => area === null),
  };
}

/** One area with what is measured of it. */
export async function getArea(
  context: Context,
  actor: Actor,
  id: string,
): Promise<ContactArea & { series: readonly ScoredSeries[] }> {
  requirePermission(actor, 'area.view');
  const area = await store.findArea(context.db, id);
  if (!area) throw new AppError('not-found');
  return { ...toArea(area), series: await score(context.db, await listSeriesRows(context.db, id)) };
}

/** Series with where they stand, by their newest values [AR3]. */
export async function score(db: Queries, series: readonly StoredSeries[]): Promise<ScoredSeries[]> {
  const points = await listNewestPoints(
    db,
    series.map(({ id }) => id),
    MOST_JUDGED,
  );
  return series.map(({ areaOwnerId: _owner, madeBy: _maker, ...one }) => {
    const values = points.get(one.id) ?? [];
    return { ...one, standing: judgeSeries(values, one), values };
  });
}

const toArea = ({ madeBy: _maker, ...area }: store.StoredArea): ContactArea => area;

/** Adds an area in contact with customers [AR1]. */
export async function addArea(context: Context, actor: Actor, input: unknown): Promise<{ areaId: AreaId }> {
  requirePerson(actor, 'area.manage');
  const form = parseInput(AreaForm, input);
  const id = newId<'area'>();
  const words = { name: form.name, note: form.note, ownerId: form.ownerId || null };
  await context.database.transaction(async (trx) => {
    await requireWords(trx, words);
    await store.insertArea(trx, { id, ...words, madeBy: actor.id, madeAtMs: context.clock() });
    await auditArea(context, trx, actor, 'add', { id, name: words.name });
  });
  context.bus.tell({ kind: 'area', id, action: 'change' });
  return { areaId: id };
}

/** Another name, another owner; an older change is refused with the newer state. */
export async function changeArea(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'area.manage');
  const { areaId: id, version, ...form } = parseInput(AreaChange, input);
  const words = { name: form.name, note: form.note, ownerId: form.ownerId || null };
  await context.database.transaction(async (trx) => {
    const before = await store.findArea(trx, id);
    if (!before) throw new AppError('not-found');
    await requireWords(trx, words, id);
    if (!(await store.updateArea(trx, id, version, words)))
      throw await staleError(trx, actor, { kind: 'area', id, actions: ['area.change'] }, before);
    const names = await namesOf(trx, words.ownerId === null ? [] : [words.ownerId]);
    const owner = words.ownerId === null ? null : (names.get(words.ownerId) ?? null);
    const facts = ({ name, note }: { name: string; note: string }) => ({ name, description: note });
    const changes = auditedChanges({ ...facts(before), owner: before.ownerName }, { ...facts(words), owner });
    await auditArea(context, trx, actor, 'change', { id, name: words.name }, changes);
  });
  context.bus.tell({ kind: 'area', id, action: 'change' });
}

/** A name that no other area has, and an owner who is here. */
async function requireWords(
  trx: Queries,
  { name, ownerId }: { name: string; ownerId: string | null },
  besides = '',
): Promise<void> {
  const isTaken = (await store.listAreaRows(trx)).some(
    (area) => area.id !== besides && area.name.toLowerCase() === name.toLowerCase(),
  );
  if (isTaken) throw new AppError('conflict', { issues: [{ path: 'name', message: 'areas.nameTaken' }] });
  if (ownerId !== null && !(await areActive(trx, [ownerId])).has(ownerId))
    throw new AppError('invalid', { issues: [{ path: 'ownerId', message: 'areas.ownerGone' }] });
}
