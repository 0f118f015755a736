import { asId } from '#lib/base/ids.ts';
import type { WorkshopId } from '#lib/workshop/workshop.ts';
import type { Queries } from '#server/database/engine.ts';
import type { WorkshopRow } from '../store.ts';

/** A meeting as its series knows it. */
export interface SeriesRow {
  id: WorkshopId;
  title: string;
  number: number;
  isClosed: boolean;
  /** When the room was moved last: of a closed one, when it closed. */
  movedAtMs: number;
  facilitatorId: string;
  ownerId: string;
}

/** The meetings of a series in their order. */
export async function listSeriesMeetings(db: Queries, seriesId: string): Promise<SeriesRow[]> {
  const rows = await db
    .selectFrom('workshop')
    .select(['id', 'title', 'series_number', 'stage', 'moved_at_ms', 'facilitator_id', 'owner_id'])
    .where('series_id', '=', seriesId)
    .orderBy('series_number')
    .execute();
  return rows.map((row) => ({
    id: asId<'workshop'>(row.id),
    title: row.title,
    number: row.series_number ?? 0,
    isClosed: row.stage === 'closed',
    movedAtMs: row.moved_at_ms,
    facilitatorId: row.facilitator_id,
    ownerId: row.owner_id ?? row.facilitator_id,
  }));
}

/** The earlier meetings of the series of one, the last first. */
export async function listEarlierMeetings(
  db: Queries,
  { series }: Pick<WorkshopRow, 'series'>,
  most: number,
): Promise<SeriesRow[]> {
  if (series === null) return [];
  const all = await listSeriesMeetings(db, series.id);
  return all
    .filter(({ number }) => number < series.number)
    .toReversed()
    .slice(0, most);
}

export async function insertSeries(
  trx: Queries,
  id: string,
  everyWeeks: number,
  atMs: number,
): Promise<void> {
  await trx.insertInto('meeting_series').values({ id, every_weeks: everyWeeks, made_at_ms: atMs }).execute();
}

export async function updateSeries(trx: Queries, id: string, everyWeeks: number): Promise<void> {
  await trx.updateTable('meeting_series').set({ every_weeks: everyWeeks }).where('id', '=', id).execute();
}

export async function findEveryWeeks(db: Queries, id: string): Promise<number> {
  const row = await db
    .selectFrom('meeting_series')
    .select('every_weeks')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.every_weeks ?? 0;
}

/** Takes a series for the rest of a transaction: of two who prepare its next meeting at once the second waits here. */
export async function holdSeries(trx: Queries, id: string): Promise<void> {
  await trx
    .updateTable('meeting_series')
    .set((eb) => ({ every_weeks: eb.ref('every_weeks') }))
    .where('id', '=', id)
    .execute();
}
