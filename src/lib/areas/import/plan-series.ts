import type { RefusedRow } from '#lib/base/csv/refused-rows.ts';
import type { SeriesEntry } from './read-series.ts';

/** A value that an import enters. */
export interface PointToImport {
  row: number;
  seriesId: string;
  day: string;
  value: number;
  note: string;
}

/** Every value of a table, each once: what would come of it [AR6]. */
export interface SeriesPlan {
  added: readonly PointToImport[];
  /** Days that have another value so far. */
  changed: readonly (PointToImport & { before: number })[];
  same: readonly PointToImport[];
  refused: readonly RefusedRow[];
}

/** By what a value is known: its series and its day. */
export function pointKey({ seriesId, day }: { seriesId: string; day: string }): string {
  return `${seriesId} ${day}`;
}

/**
 * Decides what a table of values would do [AR6]; writes nothing. `here` are the values that there are, by `pointKey`.
 * A day twice in the table is refused the second time.
 */
export function planSeries(entries: readonly SeriesEntry[], here: ReadonlyMap<string, number>): SeriesPlan {
  const added: PointToImport[] = [];
  const changed: (PointToImport & { before: number })[] = [];
  const same: PointToImport[] = [];
  const refused: RefusedRow[] = [];
  const rowOf = new Map<string, number>();
  for (const { row, cells, point, fault } of entries) {
    if (fault) {
      refused.push({ row, cells, fault });
      continue;
    }
    const key = pointKey(point);
    const firstRow = rowOf.get(key);
    if (firstRow !== undefined) {
      refused.push({ row, cells, fault: { reason: 'areas.import.twice', values: { firstRow } } });
      continue;
    }
    rowOf.set(key, row);
    const before = here.get(key);
    if (before === undefined) added.push({ row, ...point });
    else if (before === point.value) same.push({ row, ...point });
    else changed.push({ row, ...point, before });
  }
  return { added, changed, same, refused };
}
