// Above 300 lines: everything that is done with one series and its values.
import * as v from 'valibot';
import {
  IssueOfSeriesForm,
  PointForm,
  PointRemoval,
  SeriesChange,
  NewSeriesForm,
  SeriesLink,
  SeriesUnlink,
} from '#lib/areas/area-forms.ts';
import { MOST_JUDGED, judgeSeries, type SeriesStanding } from '#lib/areas/series-standing.ts';
import type { Series, SeriesId, SeriesPoint } from '#lib/areas/series.ts';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { getIssueAddress } from '../issues/commands.ts';
import { listIssues, type ListedIssue } from '../issues/list-commands.ts';
import { addFromMeasure } from '../issues/measure-commands.ts';
import { undoable } from '../undo/undoable.ts';
import { score, type ScoredSeries } from './area-commands.ts';
import { findArea } from './area-store.ts';
import { auditSeries } from './audit-area.ts';
import * as store from './series-store.ts';

/** As many values as a page shows of one series, the newest. */
export const MOST_POINTS_SHOWN = 400;

/** An issue by its name, as it hangs on something. */
export type NamedIssue = Pick<ListedIssue, 'id' | 'number' | 'title' | 'state'>;

/** One series as its page shows it. */
export interface SeriesView {
  series: Series;
  standing: SeriesStanding;
  points: readonly SeriesPoint[];
  /** Values before those. */
  earlier: number;
  issues: readonly NamedIssue[];
  /** The issue that was made of the newest value; null while there is none. */
  issueOfLatest: NamedIssue | null;
}

export async function getSeriesView(context: Context, actor: Actor, id: string): Promise<SeriesView> {
  requirePermission(actor, 'area.view');
  const { db } = context;
  const series = await store.findSeriesRow(db, id);
  if (!series) throw new AppError('not-found');
  const points = await store.listPoints(db, id, MOST_POINTS_SHOWN);
  const links = await store.listSeriesLinks(db, { seriesIds: [id] });
  const found = await listIssues(context, actor, { ids: links.map(({ issueId }) => issueId) });
  const { areaOwnerId: _owner, madeBy: _maker, ...shown } = series;
  const day = points.at(-1)?.day;
  const ofLatest = found.find(
    ({ origin }) => origin.kind === 'series' && origin.seriesId === id && origin.day === day,
  );
  return {
    series: shown,
    standing: judgeSeries(points.slice(-MOST_JUDGED), series),
    points,
    earlier: (await store.countPoints(db, id)) - points.length,
    issues: found.map(toNamedIssue),
    issueOfLatest: ofLatest ? toNamedIssue(ofLatest) : null,
  };
}

export const toNamedIssue = ({ id, number, title, state }: NamedIssue): NamedIssue => ({
  id,
  number,
  title,
  state,
});

/** The series that issues have as their reason, each with where it stands, by issue [AR8]. */
export async function listSeriesOfIssues(
  context: Context,
  actor: Actor,
  issueIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ScoredSeries[]>> {
  requirePermission(actor, 'area.view');
  const links = await store.listSeriesLinks(context.db, { issueIds });
  const rows = await store.listSeriesById(context.db, [...new Set(links.map(({ seriesId }) => seriesId))]);
  const byId = new Map<string, ScoredSeries>(
    (await score(context.db, rows)).map((series) => [series.id, series]),
  );
  return new Map(
    [...Map.groupBy(links, ({ issueId }) => issueId)].map(([issueId, own]) => [
      issueId,
      own.flatMap(({ seriesId }) => byId.get(seriesId) ?? []),
    ]),
  );
}

/** Some series with where they stand, for what is measured by them. */
export async function listScoredSeries(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<ScoredSeries[]> {
  requirePermission(actor, 'area.view');
  return score(context.db, await store.listSeriesById(context.db, ids));
}

/** The issues that hang on a series, by id. */
export async function listIssueIdsOfSeries(
  context: Context,
  actor: Actor,
  seriesIds: readonly string[],
): Promise<string[]> {
  requirePermission(actor, 'area.view');
  const links = await store.listSeriesLinks(context.db, { seriesIds });
  return [...new Set(links.map(({ issueId }) => issueId))];
}

/** Names that can be chosen: every series that is still measured. */
export async function listSeriesChoices(
  context: Context,
  actor: Actor,
): Promise<{ id: SeriesId; name: string; areaName: string | null; unit: string }[]> {
  requirePermission(actor, 'area.view');
  const rows = await store.listSeriesRows(context.db);
  return rows
    .filter(({ isEnded }) => !isEnded)
    .map(({ id, name, area, unit }) => ({ id, name, areaName: area?.name ?? null, unit }));
}

/** Adds what is measured: of an area, or of the whole organisation [AR1]. */
export async function addSeries(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ seriesId: SeriesId }> {
  requirePerson(actor, 'area.manage');
  const { areaId, ...words } = parseInput(NewSeriesForm, input);
  const id = newId<'series'>();
  await context.database.transaction(async (trx) => {
    if (areaId !== '' && !(await findArea(trx, areaId))) throw new AppError('not-found');
    await requireFreeName(trx, areaId || null, words.name);
    await store.insertSeriesRow(trx, {
      ...{ id, areaId: areaId || null, ...words, isEnded: false },
      ...{ madeBy: actor.id, madeAtMs: context.clock() },
    });
    await auditSeries(context, trx, actor, 'add', { id, name: words.name });
  });
  tellSeries(context, id);
  return { seriesId: id };
}

/** Another name, unit, direction or target; an older change is refused with the newer state. */
export async function changeSeries(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'area.manage');
  const { seriesId: id, version, ...words } = parseInput(SeriesChange, input);
  await context.database.transaction(async (trx) => {
    const before = await store.findSeriesRow(trx, id);
    if (!before) throw new AppError('not-found');
    await requireFreeName(trx, before.area?.id ?? null, words.name, id);
    if (!(await store.updateSeriesRow(trx, id, version, words)))
      throw await staleError(trx, actor, { kind: 'series', id, actions: ['series.change'] }, before);
    const changes = auditedChanges(factsOf(before), factsOf(words));
    await auditSeries(context, trx, actor, 'change', { id, name: words.name }, { changes });
  });
  tellSeries(context, id);
}

const factsOf = ({
  name,
  unit,
  direction,
  target,
  note,
}: Omit<v.InferOutput<typeof NewSeriesForm>, 'areaId'>) => ({
  ...{ name, unit, direction, description: note },
  target: target === null ? null : String(target),
});

/** One name means one series of an area, so that a table can say it. */
async function requireFreeName(
  trx: Queries,
  areaId: string | null,
  name: string,
  besides = '',
): Promise<void> {
  const isTaken = (await store.listSeriesRows(trx)).some(
    (one) =>
      one.id !== besides &&
      (one.area?.id ?? null) === areaId &&
      one.name.toLowerCase() === name.toLowerCase(),
  );
  if (isTaken) throw new AppError('conflict', { issues: [{ path: 'name', message: 'areas.seriesTaken' }] });
}

/** Enters a value of a day; on a day that has one it takes its place [AR2]. One press takes it back [AR7]. */
export async function enterPoint(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null; isReplaced: boolean }> {
  requirePerson(actor, 'area.manage');
  const { seriesId, day, value, note } = parseInput(PointForm, input);
  if (day > dayAt(context.clock(), context.settings.timeZone))
    throw new AppError('invalid', { issues: [{ path: 'day', message: 'areas.dayAhead' }] });
  const answer = await context.database.transaction(async (trx) => {
    const series = await requireHeld(trx, seriesId);
    const before = (await store.findPoint(trx, { seriesId, day })) ?? null;
    const point = { value, note, file: null, byId: actor.id, atMs: context.clock() };
    await store.writePoints(trx, [{ seriesId, day, ...point }]);
    await auditSeries(context, trx, actor, 'enter', series, { items: 1 });
    const undoId = await POINT_UNDO.keep(context, trx, actor, { seriesId, day, value, before });
    return { undoId, isReplaced: before !== null };
  });
  tellSeries(context, seriesId);
  return answer;
}

/** Takes a value out; one press puts it back [AR7]. */
export async function removePoint(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'area.manage');
  const { seriesId, day } = parseInput(PointRemoval, input);
  const undoId = await context.database.transaction(async (trx) => {
    const series = await requireHeld(trx, seriesId);
    const before = await store.findPoint(trx, { seriesId, day });
    if (!before) throw new AppError('not-found');
    await store.deletePoint(trx, { seriesId, day, value: before.value });
    await auditSeries(context, trx, actor, 'remove', series, { items: 1 });
    return POINT_UNDO.keep(context, trx, actor, { seriesId, day, value: null, before });
  });
  tellSeries(context, seriesId);
  return { undoId };
}

const StoredBefore = v.nullable(
  v.object({
    value: v.number(),
    note: v.string(),
    file: v.nullable(v.string()),
    byId: v.string(),
    atMs: v.number(),
  }),
);

/** Puts back what stood on a day, where it is still as the press left it. */
export const POINT_UNDO = undoable(
  'series-point',
  v.object({ seriesId: v.string(), day: v.string(), value: v.nullable(v.number()), before: StoredBefore }),
  async (context: Context, trx, actor, { seriesId, day, value, before }) => {
    requirePermission(actor, 'area.manage');
    const series = await requireHeld(trx, seriesId);
    const now = await store.findPoint(trx, { seriesId, day });
    if ((now?.value ?? null) !== value) throw new AppError('conflict', { reason: 'areas.pointMovedOn' });
    if (value !== null) await store.deletePoint(trx, { seriesId, day, value });
    if (before !== null) await store.writePoints(trx, [{ seriesId, day, ...before }]);
    await auditSeries(context, trx, actor, 'undo', series, { items: 1 });
    return { after: () => tellSeries(context, seriesId) };
  },
);

/** Makes an issue of the newest value of a series, with that figure as its origin [AR8]; one value makes one issue. */
export async function makeIssueOfSeries(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ issueNumber: number }> {
  requirePerson(actor, 'area.manage');
  requirePermission(actor, 'issue.report');
  const { seriesId, title, description } = parseInput(IssueOfSeriesForm, input);
  const issue = await context.database.transaction(async (trx) => {
    await requireHeld(trx, seriesId);
    const rows = await store.listSeriesById(trx, [seriesId]);
    const [series] = await score(trx, rows);
    if (!series?.standing.latest) throw new AppError('conflict', { reason: 'areas.noPoint' });
    const { latest, worsening } = series.standing;
    const { name, unit, target, direction, area } = series;
    const made = await addFromMeasure(context, trx, actor, {
      ...{ title, description },
      origin: {
        ...{ kind: 'series', seriesId, name, areaName: area?.name ?? null },
        ...{ day: latest.day, value: latest.value, unit, target, direction },
        worsening: worsening?.rule ?? null,
      },
    });
    await store.insertSeriesLink(trx, {
      ...{ seriesId, issueId: made.id, byId: actor.id, atMs: context.clock() },
    });
    await auditSeries(context, trx, actor, 'makeIssue', series);
    return made;
  });
  context.bus.tell({ kind: 'issue', id: issue.id, action: 'add' });
  tellSeries(context, seriesId);
  return { issueNumber: issue.number };
}

/** Says that an issue has a series as its reason, by the number of the issue [AR8]. */
export async function linkSeries(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'area.manage');
  const { seriesId, issue } = parseInput(SeriesLink, input);
  const issueId = await findMeantIssue(context, actor, issue);
  const undoId = await context.database.transaction(async (trx) => {
    const series = await requireHeld(trx, seriesId);
    const link = { seriesId, issueId, byId: actor.id, atMs: context.clock() };
    if (!(await store.insertSeriesLink(trx, link)))
      throw new AppError('conflict', { issues: [{ path: 'issue', message: 'areas.linkedAlready' }] });
    await auditSeries(context, trx, actor, 'link', series);
    return SERIES_LINK_UNDO.keep(context, trx, actor, { seriesId, issueId, isLinked: true });
  });
  tellLink(context, seriesId, issueId);
  return { undoId };
}

/** Parts an issue from a series; one press links them again. */
export async function unlinkSeries(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'area.manage');
  const { seriesId, issueId } = parseInput(SeriesUnlink, input);
  const undoId = await context.database.transaction(async (trx) => {
    const series = await requireHeld(trx, seriesId);
    if (!(await store.deleteSeriesLink(trx, { seriesId, issueId }))) throw new AppError('not-found');
    await auditSeries(context, trx, actor, 'unlink', series);
    return SERIES_LINK_UNDO.keep(context, trx, actor, { seriesId, issueId, isLinked: false });
  });
  tellLink(context, seriesId, issueId);
  return { undoId };
}

export const SERIES_LINK_UNDO = undoable(
  'series-link',
  v.object({ seriesId: v.string(), issueId: v.string(), isLinked: v.boolean() }),
  async (context: Context, trx, actor, { seriesId, issueId, isLinked }) => {
    requirePermission(actor, 'area.manage');
    const series = await requireHeld(trx, seriesId);
    await getIssueAddress({ ...context, db: trx }, actor, issueId);
    if (isLinked) await store.deleteSeriesLink(trx, { seriesId, issueId });
    else await store.insertSeriesLink(trx, { seriesId, issueId, byId: actor.id, atMs: context.clock() });
    await auditSeries(context, trx, actor, isLinked ? 'unlink' : 'link', series);
    return { after: () => tellLink(context, seriesId, issueId) };
  },
);

/** An issue by its number as people write it, "#12" or "12". */
async function findMeantIssue(context: Context, actor: Actor, written: string): Promise<string> {
  try {
    return (await getIssueAddress(context, actor, written.replace(/^#/, '').trim())).id;
  } catch (fault) {
    if (!(fault instanceof AppError) || fault.code !== 'not-found') throw fault;
    throw new AppError('invalid', { issues: [{ path: 'issue', message: 'areas.noSuchIssue' }] });
  }
}

/** Takes a series for the rest of a transaction: who writes to it at once comes one after the other. */
async function requireHeld(trx: Queries, id: string): Promise<store.StoredSeries> {
  await store.holdSeriesRow(trx, id);
  const series = await store.findSeriesRow(trx, id);
  if (!series) throw new AppError('not-found');
  return series;
}

function tellSeries(context: Pick<Context, 'bus'>, id: string): void {
  context.bus.tell({ kind: 'series', id, action: 'change' });
}

function tellLink(context: Pick<Context, 'bus'>, seriesId: string, issueId: string): void {
  tellSeries(context, seriesId);
  context.bus.tell({ kind: 'issue', id: issueId, action: 'change' });
}
