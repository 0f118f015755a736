import * as v from 'valibot';
import type { CrossView } from './cross-view.ts';
import { type ColumnFilter, EMPTY_VIEW, WaveView } from './view.ts';
import type { WaveColumn } from './wave.ts';

const DAY_MS = 86_400_000;
/** A filter of a column is the parameter of this name and the column's. */
const FILTER = 'f.';
const RANGE = /^(-?[\d.e+-]+)\.\.(-?[\d.e+-]+)$/;
const DAYS = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

type Columns = readonly Pick<WaveColumn, 'name' | 'role'>[];

/**
 * A view as the query of an address, such as `?f.Channel=phone&f.day=2026-09-01..2026-09-14`: one parameter a
 * chosen answer, both ends of a range, and what else differs from an empty view. Empty for an empty view.
 */
export function viewQuery(view: WaveView, columns: Columns): string {
  const query = new URLSearchParams();
  for (const { column, values, range } of view.filters) {
    for (const value of values ?? []) query.append(FILTER + column, value);
    if (range) query.append(FILTER + column, rangeText(range, isDate(columns, column)));
  }
  if (view.measured !== '') query.set('measured', view.measured);
  if (view.kind !== null) query.set('kind', view.kind);
  for (const column of view.split) query.append('split', column);
  if (view.isWeighted) query.set('weighted', 'yes');
  if (view.period !== null) query.set('period', view.period);
  if (view.target !== null) query.set('target', String(view.target));
  if (view.cross) addCross(query, view.cross);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/**
 * The view that an address holds; undefined when it holds none, or one that cannot be read: the page opens
 * without filters then. `state` is how addresses said it up to 0.2, and they still open. See [SV116].
 */
export function viewOfQuery(query: URLSearchParams, columns: Columns): WaveView | undefined {
  const state = query.get('state');
  if (state !== null) return readState(state);
  const names = new Set([...query.keys()].filter((key) => key.startsWith(FILTER)));
  const view = {
    ...EMPTY_VIEW,
    filters: [...names].map((key) => filterOf(key.slice(FILTER.length), query.getAll(key), columns)),
    measured: query.get('measured') ?? '',
    kind: query.get('kind'),
    split: query.getAll('split'),
    isWeighted: query.has('weighted'),
    period: query.get('period'),
    target: query.has('target') ? Number(query.get('target')) : null,
    cross: crossOf(query),
  };
  const result = v.safeParse(WaveView, view);
  return result.success && viewQuery(result.output, columns) !== '' ? result.output : undefined;
}

function addCross(query: URLSearchParams, cross: CrossView): void {
  query.set('rows', cross.row);
  query.set('columns', cross.column);
  if (cross.rowForm !== 'answers') query.set('rowForm', cross.rowForm);
  if (cross.columnForm !== 'answers') query.set('columnForm', cross.columnForm);
  if (cross.sort !== 'natural') query.set('sort', String(cross.sort));
  for (const net of cross.nets) query.append('net', JSON.stringify([net.text, ...net.answers]));
}

/** What an address says of a crosstab, to be checked with the rest of the view. */
function crossOf(query: URLSearchParams): unknown {
  const [row, column] = [query.get('rows'), query.get('columns')];
  if (row === null && column === null) return null;
  const sort = query.get('sort') ?? 'natural';
  return {
    row: row ?? '',
    column: column ?? '',
    rowForm: query.get('rowForm') ?? 'answers',
    columnForm: query.get('columnForm') ?? 'answers',
    sort: /^\d+$/.test(sort) ? Number(sort) : sort,
    nets: query.getAll('net').map(netOf),
  };
}

function netOf(text: string): unknown {
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) ? { text: parts[0], answers: parts.slice(1) } : undefined;
  } catch {
    return undefined; // somebody shortened the address
  }
}

function readState(text: string): WaveView | undefined {
  try {
    const result = v.safeParse(WaveView, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined; // somebody shortened the address
  }
}

function filterOf(column: string, values: readonly string[], columns: Columns): ColumnFilter {
  const role = columns.find(({ name }) => name === column)?.role;
  const [, from, to] = (role === 'date' ? DAYS : RANGE).exec(values[0] ?? '') ?? [];
  // An answer of a category may look like a range: only numbers and days have one.
  if (from === undefined || to === undefined || (role !== 'date' && role !== 'number'))
    return { column, values: [...values] };
  const number = role === 'date' ? (day: string): number => Date.parse(day) / DAY_MS : Number;
  return { column, range: [number(from), number(to)] };
}

function rangeText(range: readonly [number, number], isOfDays: boolean): string {
  const end = (value: number): string =>
    isOfDays ? new Date(value * DAY_MS).toISOString().slice(0, 10) : String(value);
  return `${end(range[0])}..${end(range[1])}`;
}

function isDate(columns: Columns, column: string): boolean {
  return columns.some(({ name, role }) => name === column && role === 'date');
}
