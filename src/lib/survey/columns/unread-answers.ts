import { cellKind } from '#lib/tabular/file/cell-kind.ts';
import { parseDate } from '#lib/tabular/table/date-text.ts';
import type { DateOrder } from '#lib/tabular/table/date-text.ts';
import type { ColumnRole } from '#lib/tabular/table/table.ts';

/** Answers that a role cannot read, and that therefore count as missing. */
export interface UnreadAnswers {
  kind: 'not-numbers' | 'not-dates';
  /** Rows. */
  count: number;
  /** Different answers, those first that look like what the role wants. */
  examples: readonly string[];
}

/** One different answer: its rows and, for a role of numbers, the number that it was read as (NaN for none). */
export interface ReadAnswer {
  text: string;
  count: number;
  score: number;
  /** Whether it counts as an answer: neither blank nor a code for "no answer". */
  isGiven: boolean;
}

const SHOWN_ANSWERS = 3;
const OF_NUMBERS: readonly ColumnRole[] = ['nps', 'csat', 'ces', 'rating', 'number', 'weight'];

/** Whether a role reads its answers as numbers. */
export function readsNumbers(role: ColumnRole): boolean {
  return OF_NUMBERS.includes(role);
}

/** The answers of a column that its role cannot read: words among numbers, texts among dates. See [SV137]. */
export function findUnread(
  role: ColumnRole,
  answers: Iterable<ReadAnswer>,
  order: DateOrder,
): UnreadAnswers | undefined {
  const isOfNumbers = readsNumbers(role);
  if (!isOfNumbers && role !== 'date') return undefined;
  let count = 0;
  const close: string[] = [];
  const others: string[] = [];
  for (const answer of answers) {
    const { text, score, isGiven } = answer;
    if (!isGiven || answer.count === 0) continue;
    if (!Number.isNaN(isOfNumbers ? score : parseDate(text, order))) continue;
    count += answer.count;
    const list = cellKind(text) === 'text' ? others : close;
    if (list.length < SHOWN_ANSWERS) list.push(text);
  }
  if (count === 0) return undefined;
  const examples = [...close, ...others].slice(0, SHOWN_ANSWERS);
  return { kind: isOfNumbers ? 'not-numbers' : 'not-dates', count, examples };
}
