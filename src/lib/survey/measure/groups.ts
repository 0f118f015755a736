import { parseDate, type DateOrder } from '#lib/tabular/table/date-text.ts';
import { givenScores } from './scores.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';

/** A group of every row: `codes[row]` is a position in `names`, or -1 for none. */
export interface Grouping {
  codes: Int32Array;
  names: readonly string[];
}

/** Categories with more answers than this are no segments: they are ids or free text. */
export const MOST_SEGMENT_ANSWERS = 30;

/** Whether a category of so many different answers is offered as a segment: one answer parts nobody. */
export function isSegmentSized(answers: number): boolean {
  return answers > 1 && answers <= MOST_SEGMENT_ANSWERS;
}

/** The groups of a category: its answers, N/A and blanks left out, the most frequent first. */
export function groupByAnswer(column: SurveyColumn): Grouping {
  const given = givenScores(column);
  const counts = new Map<string, number>();
  const perEntry = new Float64Array(column.dictionary.size);
  for (const code of column.codes) perEntry[code] = (perEntry[code] ?? 0) + 1;
  for (let code = 1; code < perEntry.length; code++) {
    if (given[code] !== 1 || perEntry[code] === 0) continue;
    const text = column.dictionary.textAt(code);
    counts.set(text, (counts.get(text) ?? 0) + (perEntry[code] ?? 0));
  }
  const names = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const position = new Map(names.map((name, i) => [name, i]));
  return {
    names,
    codes: mapEntries(column, (code) =>
      given[code] === 1 ? position.get(column.dictionary.textAt(code)) : undefined,
    ),
  };
}

export type Period = 'day' | 'week' | 'month';

const DAY_MS = 86_400_000;

/** The groups of a date column by day, week (from Monday) or month, in order of time, without gaps filled. See [SV20]. */
export function groupByPeriod(column: SurveyColumn, order: DateOrder, period: Period): Grouping {
  const starts = new Float64Array(column.dictionary.size).fill(NaN);
  const seen = new Set<number>();
  for (let code = 1; code < starts.length; code++) {
    const start = periodStart(parseDate(column.dictionary.textAt(code), order), period);
    starts[code] = start;
    if (!Number.isNaN(start)) seen.add(start);
  }
  const ordered = [...seen].sort((a, b) => a - b);
  const position = new Map(ordered.map((start, i) => [start, i]));
  return {
    names: ordered.map((start) => new Date(start).toISOString().slice(0, period === 'month' ? 7 : 10)),
    codes: mapEntries(column, (code) => position.get(starts[code] ?? NaN)),
  };
}

/** The first moment of the day, week or month that holds `ms`; NaN stays NaN. */
export function periodStart(ms: number, period: Period): number {
  const day = Math.floor(ms / DAY_MS);
  if (period === 'day') return day * DAY_MS;
  if (period === 'week') return (day - ((((day + 3) % 7) + 7) % 7)) * DAY_MS; // 1 January 1970 was a Thursday
  if (Number.isNaN(ms)) return NaN;
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** Works each group out once per distinct answer, then copies it to the rows. */
function mapEntries(column: SurveyColumn, groupOf: (code: number) => number | undefined): Int32Array {
  const groupOfEntry = new Int32Array(column.dictionary.size).fill(-1);
  for (let code = 1; code < groupOfEntry.length; code++) groupOfEntry[code] = groupOf(code) ?? -1;
  const groups = new Int32Array(column.codes.length);
  for (let row = 0; row < groups.length; row++) groups[row] = groupOfEntry[column.codes[row] ?? 0] ?? -1;
  return groups;
}
