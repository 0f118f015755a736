import { DIRECTIONS } from '#lib/base/quantity/direction.ts';
import { asId } from '#lib/base/ids.ts';
import type { Series, SeriesId, SeriesPoint } from '#lib/areas/series.ts';
import type { DatedValue } from '#lib/areas/series-standing.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

function selectSeries(db: Queries) {
  return db
    .selectFrom('series')
    .leftJoin('area', 'area.id', 'series.area_id')
    .selectAll('series')
    .select(['area.name as area_name', 'area.owner_id as area_owner_id']);
}
type SelectedSeries = Awaited<ReturnType<ReturnType<typeof selectSeries>['execute']>>[number];

/** A series, and who answers for its area. */
export type StoredSeries = Series & { areaOwnerId: string | null; madeBy: string };

function toSeries(row: SelectedSeries): StoredSeries {
  const { id, area_id, area_name, name, unit, target, note, version } = row;
  return {
    ...{ name, unit, target, note, version },
    id: asId(id),
    area: area_id === null ? null : { id: asId(area_id), name: area_name ?? '' },
    direction: oneOf(DIRECTIONS, row.direction, 'series.direction', id),
    isEnded: row.is_ended === 1,
    areaOwnerId: row.area_owner_id,
    madeBy: row.made_by,
  };
}

/** Every series, or those of one area, by name; those that are measured no longer come last. */
export async function listSeriesRows(db: Queries, areaId?: string): Promise<StoredSeries[]> {
  const rows = await selectSeries(db)
    .$if(areaId !== undefined, (query) => query.where('series.area_id', '=', areaId ?? ''))
    .orderBy('series.is_ended')
    .orderBy('series.name')
    .orderBy('series.id')
    .execute();
  return rows.map(toSeries);
}

export async function listSeriesById(db: Queries, ids: readonly string[]): Promise<StoredSeries[]> {
  if (ids.length === 0) return [];
  return (await selectSeries(db).where('series.id', 'in', ids).execute()).map(toSeries);
}

export async function findSeriesRow(db: Queries, id: string): Promise<StoredSeries | undefined> {
  const row = await selectSeries(db).where('series.id', '=', id).executeTakeFirst();
  return row && toSeries(row);
}

/** Takes a series for the rest of a transaction; false when there is none. */
export async function holdSeriesRow(trx: Queries, id: string): Promise<boolean> {
  const result = await trx
    .updateTable('series')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

type SeriesWords = Pick<Series, 'name' | 'unit' | 'direction' | 'target' | 'note' | 'isEnded'>;

const toColumns = ({ name, unit, direction, target, note, isEnded }: SeriesWords) => ({
  ...{ name, unit, direction, target, note },
  is_ended: isEnded ? 1 : 0,
});

export async function insertSeriesRow(
  trx: Queries,
  series: SeriesWords & { id: SeriesId; areaId: string | null; madeBy: string; madeAtMs: number },
): Promise<void> {
  const { id, areaId, madeBy, madeAtMs } = series;
  await trx
    .insertInto('series')
    .values({ id, area_id: areaId, made_by: madeBy, made_at_ms: madeAtMs, ...toColumns(series) })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateSeriesRow(
  trx: Queries,
  id: string,
  version: number,
  change: SeriesWords,
): Promise<boolean> {
  const result = await trx
    .updateTable('series')
    .set({ ...toColumns(change), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The newest values of each of these series, so many of each, in the order of their days. */
export async function listNewestPoints(
  db: Queries,
  ids: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, DatedValue[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('series_point')
        .select(['series_id', 'on_day', 'value'])
        .select(({ fn }) =>
          fn
            .agg<number>('row_number')
            .over((over) => over.partitionBy('series_id').orderBy('on_day', 'desc'))
            .as('place'),
        )
        .where('series_id', 'in', ids)
        .as('ranked'),
    )
    .select(['series_id', 'on_day', 'value'])
    .where('place', '<=', most)
    .orderBy('on_day')
    .execute();
  const bySeries = Map.groupBy(rows, ({ series_id }) => series_id);
  return new Map(
    [...bySeries].map(([id, points]) => [id, points.map(({ on_day, value }) => ({ day: on_day, value }))]),
  );
}

/** The values of one series in the order of their days, the newest so many. */
export async function listPoints(db: Queries, seriesId: string, most: number): Promise<SeriesPoint[]> {
  const rows = await db
    .selectFrom('series_point')
    .leftJoin('person', 'person.id', 'entered_by')
    .select(['on_day', 'value', 'note', 'file', 'person.name as by_name'])
    .where('series_id', '=', seriesId)
    .orderBy('on_day', 'desc')
    .limit(most)
    .execute();
  return rows
    .map(({ on_day, value, note, file, by_name }) => ({ day: on_day, value, note, file, byName: by_name }))
    .reverse();
}

/** How many values a series has. */
export async function countPoints(db: Queries, seriesId: string): Promise<number> {
  const { n } = await db
    .selectFrom('series_point')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('series_id', '=', seriesId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** A value as it is stored, for putting it back. */
export interface StoredPoint {
  value: number;
  note: string;
  file: string | null;
  byId: string;
  atMs: number;
}

export async function findPoint(
  db: Queries,
  { seriesId, day }: { seriesId: string; day: string },
): Promise<StoredPoint | undefined> {
  return db
    .selectFrom('series_point')
    .select(['value', 'note', 'file', 'entered_by as byId', 'entered_at_ms as atMs'])
    .where('series_id', '=', seriesId)
    .where('on_day', '=', day)
    .executeTakeFirst();
}

/** Every value of these series, by series and day, for an import that compares them with its own. */
export async function listAllPoints(
  db: Queries,
  ids: readonly string[],
): Promise<(StoredPoint & { seriesId: string; day: string })[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('series_point')
    .select(['series_id as seriesId', 'on_day as day', 'value', 'note', 'file'])
    .select(['entered_by as byId', 'entered_at_ms as atMs'])
    .where('series_id', 'in', ids)
    .execute();
}

/** Writes values; on a day that has one it takes its place. */
export async function writePoints(
  trx: Queries,
  points: readonly (StoredPoint & { seriesId: string; day: string })[],
): Promise<void> {
  for (let at = 0; at < points.length; at += ROWS_A_WRITE) {
    await trx
      .insertInto('series_point')
      .values(
        points.slice(at, at + ROWS_A_WRITE).map(({ seriesId, day, value, note, file, byId, atMs }) => ({
          ...{ series_id: seriesId, on_day: day, value, note, file },
          ...{ entered_by: byId, entered_at_ms: atMs },
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['series_id', 'on_day']).doUpdateSet((eb) => ({
          value: eb.ref('excluded.value'),
          note: eb.ref('excluded.note'),
          file: eb.ref('excluded.file'),
          entered_by: eb.ref('excluded.entered_by'),
          entered_at_ms: eb.ref('excluded.entered_at_ms'),
        })),
      )
      .execute();
  }
}

/** Rows of one statement: a database takes so many values at once. */
const ROWS_A_WRITE = 500;

/** Takes a value out, where it is still this one. */
export async function deletePoint(
  trx: Queries,
  { seriesId, day, value }: { seriesId: string; day: string; value: number },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('series_point')
    .where('series_id', '=', seriesId)
    .where('on_day', '=', day)
    .where('value', '=', value)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Which issues hang on which series, of these issues or of these series; in the order in which they were linked. */
export async function listSeriesLinks(
  db: Queries,
  of: { seriesIds: readonly string[] } | { issueIds: readonly string[] },
): Promise<{ seriesId: string; issueId: string }[]> {
  const ids = 'seriesIds' in of ? of.seriesIds : of.issueIds;
  if (ids.length === 0) return [];
  return db
    .selectFrom('series_issue')
    .select(['series_id as seriesId', 'issue_id as issueId'])
    .where('seriesIds' in of ? 'series_id' : 'issue_id', 'in', ids)
    .orderBy('linked_at_ms')
    .orderBy('series_id')
    .execute();
}

/** False when they were linked before. */
export async function insertSeriesLink(
  trx: Queries,
  link: { seriesId: string; issueId: string; byId: string; atMs: number },
): Promise<boolean> {
  const result = await trx
    .insertInto('series_issue')
    .values({
      ...{ series_id: link.seriesId, issue_id: link.issueId },
      ...{ linked_by: link.byId, linked_at_ms: link.atMs },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteSeriesLink(
  trx: Queries,
  { seriesId, issueId }: { seriesId: string; issueId: string },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('series_issue')
    .where('series_id', '=', seriesId)
    .where('issue_id', '=', issueId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function listSeriesIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('series').select('id').execute()).map(({ id }) => id);
}

/** What search holds of series. */
export async function listSeriesTexts(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; name: string; note: string; areaName: string | null; madeAtMs: number }[]> {
  return db
    .selectFrom('series')
    .leftJoin('area', 'area.id', 'series.area_id')
    .select(['series.id', 'series.name', 'series.note', 'area.name as areaName'])
    .select('series.made_at_ms as madeAtMs')
    .where('series.id', 'in', ids)
    .execute();
}
