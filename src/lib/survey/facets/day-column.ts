import { dateOrderOf } from '#lib/tabular/table/date-text.ts';
import { parseDate } from '#lib/tabular/table/date-text.ts';
import { TextDictionary } from '#lib/tabular/table/dictionary.ts';
import { periodStart, type Period } from '../measure/groups.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';

const DAY_MS = 86_400_000;

/** A date column as days: moments of one day become one answer, so that a trend and a brush are cheap. */
export interface DayColumn {
  column: SurveyColumn;
  /** Days since 1970 of every answer; NaN for none. Ascending. */
  days: Float64Array;
}

/** The days of a date column in order of time; what is no date is no answer. See [SV11]. */
export function dayColumn(column: SurveyColumn): DayColumn {
  const order = dateOrderOf(column);
  const dayOf = new Float64Array(column.dictionary.size).fill(NaN);
  for (let code = 1; code < dayOf.length; code++) {
    dayOf[code] = Math.floor(parseDate(column.dictionary.textAt(code), order) / DAY_MS);
  }
  const ordered = [...new Set(dayOf)].filter((day) => !Number.isNaN(day)).sort((a, b) => a - b);
  const codeOf = new Map(ordered.map((day, i) => [day, i + 1]));
  const entry = Int32Array.from(dayOf, (day) => codeOf.get(day) ?? 0);
  const codes = column.codes.map((code) => entry[code] ?? 0);
  const texts = ordered.map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
  return {
    column: { ...column, codes, dictionary: new TextDictionary(['', ...texts]) },
    days: Float64Array.of(NaN, ...ordered),
  };
}

/** The periods from the first day to the last, none left out, and the one that each answer falls into. */
export interface Periods {
  names: string[];
  /** First day of each period, days since 1970. */
  starts: number[];
  /** Position in `names` for every answer; -1 for none. */
  periodOf: Int32Array;
}

/** A trend counts whole days, weeks from Monday or months; a period without answers stays, as a gap. [SV42] */
export function periodsOf(days: Float64Array, period: Period): Periods {
  const startOf = (day: number): number => periodStart(day * DAY_MS, period) / DAY_MS;
  const known = days.filter((day) => !Number.isNaN(day));
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) {
    return { names: [], starts: [], periodOf: new Int32Array(days.length).fill(-1) };
  }
  const starts: number[] = [];
  for (let start = startOf(first); start <= last; start = nextStart(start, period)) starts.push(start);
  const position = new Map(starts.map((start, i) => [start, i]));
  return {
    starts,
    names: starts.map((start) =>
      new Date(start * DAY_MS).toISOString().slice(0, period === 'month' ? 7 : 10),
    ),
    periodOf: Int32Array.from(days, (day) => position.get(startOf(day)) ?? -1),
  };
}

function nextStart(start: number, period: Period): number {
  if (period === 'day') return start + 1;
  if (period === 'week') return start + 7;
  const date = new Date(start * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS;
}

/** Days, weeks or months: the finest that still reads as a line. */
export function readablePeriod(days: Float64Array): Period {
  const known = days.filter((day) => !Number.isNaN(day));
  const span = (known.at(-1) ?? 0) - (known[0] ?? 0);
  if (span <= 45) return 'day';
  return span <= 400 ? 'week' : 'month';
}
