import type { RowFault } from '#lib/base/csv/refused-rows.ts';
import { readRows } from '#lib/tabular/read/read-rows.ts';
import { unguardFormula } from '../../base/csv-cell.ts';
import { readDay } from '../../base/read-day.ts';
import { markOf, readQuantity, type QuantityMark } from '../../base/quantity/read-quantity.ts';
import { foldText } from '../../base/words/fold-text.ts';
import { AREA_NOTE_MAX } from '../area-forms.ts';

import {
  matchSeriesColumns,
  seriesOfField,
  type KnownSeries,
  type SeriesColumn,
  type SeriesField,
} from './series-columns.ts';

/** Titles and remarks that stand above the headings: no more rows are looked through for them. */
const ROWS_ABOVE = 15;

/** One value of one row, or why it is none; a wide row holds several. Rows count from 1 as a spreadsheet shows them. */
export type SeriesEntry = { row: number; cells: readonly string[] } & (
  | { point: { seriesId: string; day: string; value: number; note: string }; fault?: undefined }
  | { fault: RowFault; point?: undefined }
);

export interface ReadSeriesList {
  headings: readonly string[];
  columns: readonly SeriesColumn[];
  /** Of each column, in their order, a text that stands below it; empty where nothing does. */
  samples: readonly string[];
  entries: readonly SeriesEntry[];
  /** How many rows hold no value at all. */
  empty: number;
  /** How many rows stand below the headings. */
  rows: number;
}

interface Reading {
  known: readonly KnownSeries[];
  /** By folded heading what columns hold, where a person said so. */
  chosen: ReadonlyMap<string, SeriesField>;
  /** Where values go when no column names their series; empty where nobody said so. */
  seriesId: string;
  /** For days without a year (ISO). */
  today: string;
}

/**
 * Reads a table of dated values from its text [AR5]: one value a row, with the name of its series or of one series
 * alone, or one series a column. Without a column of days there is nothing to read.
 */
export function readSeriesList(text: string, reading: Reading): ReadSeriesList {
  const all = readRows(text);
  const candidates = all
    .slice(0, ROWS_ABOVE)
    .map(({ cells }) => matchSeriesColumns(cells, reading.known, reading.chosen));
  const scores = candidates.map((columns) => columns.filter(({ field }) => field !== 'leave').length);
  const best = Math.max(0, scores.indexOf(Math.max(0, ...scores)));
  const headings = all[best]?.cells ?? [];
  const columns = candidates[best] ?? [];
  const below = all.slice(best + 1);
  const samples = columns.map(({ at }) => below.map(({ cells }) => cellOf(cells, at)).find(Boolean) ?? '');
  const base = { headings, columns, samples, rows: below.length };
  if (!canRead(columns)) return { ...base, entries: [], empty: 0 };
  const marks = new Map(
    columns.map(({ at }) => [at, markOf(below.map(({ cells }) => cellOf(cells, at)))] as const),
  );
  let empty = 0;
  const entries = below.flatMap(({ row, cells }) => {
    const found = readSeriesRow(columns, cells, marks, reading);
    if (found.length === 0) empty += 1;
    return found.map((entry): SeriesEntry => ({ row, cells, ...entry }));
  });
  return { ...base, entries, empty };
}

/** Whether these columns say enough: days, and values of something. */
export function canRead(columns: readonly SeriesColumn[]): boolean {
  const has = (wanted: SeriesField): boolean => columns.some(({ field }) => field === wanted);
  return has('day') && (has('value') || columns.some(({ field }) => seriesOfField(field) !== null));
}

function cellOf(cells: readonly string[], at: number): string {
  return unguardFormula(cells[at] ?? '').trim();
}

type Read = { point: NonNullable<SeriesEntry['point']> } | { fault: RowFault };

function readSeriesRow(
  columns: readonly SeriesColumn[],
  cells: readonly string[],
  marks: ReadonlyMap<number, QuantityMark | null>,
  reading: Reading,
): Read[] {
  const first = (wanted: SeriesField): string => {
    const column = columns.find(({ field }) => field === wanted);
    return column ? cellOf(cells, column.at) : '';
  };
  const values = columns.filter(
    ({ field, at }) => (field === 'value' || seriesOfField(field) !== null) && cellOf(cells, at) !== '',
  );
  if (values.length === 0) return [];
  const day = readPeriod(first('day'), reading.today);
  if (day === null) return [{ fault: { reason: 'areas.import.noDay', values: {} } }];
  const note = first('note').slice(0, AREA_NOTE_MAX);
  return values.map(({ field, at }): Read => {
    const series = seriesOfField(field) ?? findSeries(first('series'), first('area'), reading);
    if (typeof series !== 'string') return { fault: series };
    const read = readQuantity(cellOf(cells, at), marks.get(at) ?? null);
    if ('fault' in read) {
      const reason = read.fault === 'ambiguous' ? 'form.quantityTwoWays' : 'form.quantity';
      return { fault: { reason, values: {} } };
    }
    return { point: { seriesId: series, day, value: read.value, note } };
  });
}

/** The series that a row names, alone or with its area; or why it names none. */
function findSeries(name: string, area: string, { known, seriesId }: Reading): string | RowFault {
  if (name === '') return seriesId === '' ? { reason: 'areas.import.noSeries', values: {} } : seriesId;
  const named = known.filter(
    (series) =>
      foldText(series.name) === foldText(name) &&
      (area === '' || foldText(series.areaName ?? '') === foldText(area)),
  );
  const [series] = named;
  if (!series) return { reason: 'areas.import.unknownSeries', values: { name } };
  return named.length === 1 ? series.id : { reason: 'areas.import.twoSeries', values: { name } };
}

/** A day, or the first day of a month or a quarter ("2026-03", "03.2026", "Q2 2026"); null where it is none that was. */
export function readPeriod(text: string, today: string): string | null {
  const month = /^(\d{4})[-./](\d{1,2})$/.exec(text) ?? /^(\d{1,2})[-./](\d{4})$/.exec(text);
  const quarter =
    /^(?:Q|K)\s?([1-4])[\s/-]?(\d{4})$/i.exec(text) ?? /^(\d{4})[\s/-]?(?:Q|K)([1-4])$/i.exec(text);
  let whole = text.replace(/[T\s]+\d{1,2}:\d{2}.*$/, '').trim();
  if (month) whole = firstDay(month[1] ?? '', month[2] ?? '', 1);
  if (quarter) whole = firstDay(quarter[1] ?? '', quarter[2] ?? '', 3);
  if (whole === '') return null;
  const read = readDay(whole, { today, leans: 'back' });
  return 'day' in read && read.day <= today ? read.day : null;
}

/** The first day of a part of a year, of so many months; the year is whichever of both has four digits. */
function firstDay(one: string, other: string, months: number): string {
  const [year, part] = one.length === 4 ? [one, other] : [other, one];
  return `${year}-${String((Number(part) - 1) * months + 1).padStart(2, '0')}-01`;
}
