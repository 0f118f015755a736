import { type CellKind, columnKinds, compareKinds, countFilled, usualWidth } from './cell-kind.ts';
import { guessPlatform } from './platform.ts';

/** Where the headings of a table stand, in rows of the file counted from 0, empty ones included. */
export interface TableStart {
  row: number;
  /** How many rows the headings take, where the shape of the table says it; 0 when it has none. */
  headerRows?: number;
}

/** The last row of a file that can hold the headings, counted from 1. */
export const MOST_HEADING_ROW = 50;

/** A heading or an answer fills at least this share of what rows usually fill; a title fills less. */
const FULL_SHARE = 0.6;
/** A table has at least this share of the rows that hold anything. */
const TABLE_SHARE = 0.25;
const HEADER_ROWS_TOGETHER = 3;

type Row = readonly string[];

/**
 * Finds the headings under lines of a title, from the shape of the whole table: the first row from which rows look like
 * the rows below them, and the full row above it. In a table of texts alone, the first row that is as full as the others.
 * `rows` are the first rows of a file, empty ones included. See [SV124].
 */
export function findTableStart(rows: readonly Row[]): TableStart {
  const start: TableStart = { row: 0 };
  const width = usualWidth(rows);
  if (width < 2) return start;
  const filled = rows.map(countFilled);
  const usual = usualFill(rows, filled, width);
  const isFull = (at: number): boolean => (filled[at] ?? 0) >= Math.max(2, usual * FULL_SHARE);
  const below = rows.filter((row, at) => row.length === width && isFull(at));
  // A few rows that hold a mark by chance are no table.
  if (below.length < Math.max(2, filled.filter((count) => count > 0).length * TABLE_SHARE)) return start;
  // The first third may hold what is looked for.
  const kinds = columnKinds(below.slice(Math.floor(below.length / 3)), width);
  const first = firstAnswer(rows, kinds, isFull);
  if (first !== undefined) {
    const found = first === 0 ? start : headingsAbove(rows, first, kinds, isFull, width);
    return found.row < MOST_HEADING_ROW ? found : start;
  }
  // Of texts alone nothing but their number tells: headings name more columns than a line of a title has cells.
  const full = filled.findIndex((count, at) => at < MOST_HEADING_ROW && count > usual * (2 / 3));
  return full > 0 ? { row: full } : start;
}

/** How many cells the rows of usual width fill, the median. */
function usualFill(rows: readonly Row[], filled: readonly number[], width: number): number {
  const counts = filled.filter((count, at) => count > 0 && rows[at]?.length === width).sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? width;
}

/** The first row that looks like an answer, and most of the next ones do, too; undefined where no column has a kind. */
function firstAnswer(
  rows: readonly Row[],
  kinds: readonly CellKind[],
  isFull: (at: number) => boolean,
): number | undefined {
  const isAnswer = (at: number): boolean => {
    const { alike, contrary } = compareKinds(rows[at] ?? [], kinds);
    return alike > 2 * contrary && isFull(at);
  };
  for (let at = 0; at < Math.min(rows.length, MOST_HEADING_ROW + HEADER_ROWS_TOGETHER); at++) {
    if (!isAnswer(at)) continue;
    const next = rows.flatMap((row, i) => (i > at && countFilled(row) > 0 ? [i] : [])).slice(0, 5);
    if (next.filter(isAnswer).length >= next.length * 0.6) return at;
  }
  return undefined;
}

/** The headings among the full rows right above the first answer. */
function headingsAbove(
  rows: readonly Row[],
  first: number,
  kinds: readonly CellKind[],
  isFull: (at: number) => boolean,
  width: number,
): TableStart {
  const isLike = (at: number): boolean => isFull(at) && compareKinds(rows[at] ?? [], kinds).alike === 0;
  let last = first - 1;
  // Between the headings and the first full answer may stand people who answered next to nothing.
  while (last >= 0 && !isLike(last)) last--;
  if (last < 0) {
    // Nothing full stands above: a table without headings under its title, unless its headings are few.
    const hasFew = rows.slice(0, first).some((row) => countFilled(row) > 1);
    return hasFew ? { row: 0 } : { row: first, headerRows: 0 };
  }
  let top = last;
  while (top > 0 && isFull(top - 1)) top--;
  for (let at = top; at <= last; at++) {
    const rest = rows.slice(at).filter((row) => countFilled(row) > 0);
    if (guessPlatform(rest).platform.value !== 'plain') return { row: at };
  }
  const fullest = Math.max(...rows.slice(top, last + 1).map(countFilled));
  while (top < last && !mayHead(rows[top] ?? [], fullest)) top++;
  // Two full rows: names with their questions below them, which are longer, or a title with marks in it above headings.
  while (
    top < last &&
    lengthOf(rows[top]) > lengthOf(rows[top + 1]) &&
    namesColumns(rows[top + 1], kinds, width)
  ) {
    top++;
  }
  let end = top;
  while (end < last && end - top + 1 < HEADER_ROWS_TOGETHER && isContrary(rows[end + 1], kinds, width)) end++;
  if (end === top) return { row: top };
  return { row: top, headerRows: end - top + 1 };
}

/** Whether a row can be the first one of the headings: as full as any, and without numbers and dates. */
function mayHead(row: Row, fullest: number): boolean {
  const { alike } = compareKinds(
    row,
    row.map(() => 'number'),
  );
  const dates = compareKinds(
    row,
    row.map(() => 'date'),
  ).alike;
  return countFilled(row) >= fullest * 0.8 && alike + dates === 0;
}

/** Whether a full row of texts contradicts at least two columns: a row of labels, hardly an answer. */
function isContrary(row: Row | undefined, kinds: readonly CellKind[], width: number): boolean {
  if (!row) return false;
  const { alike, contrary } = compareKinds(row, kinds);
  const isDistinct = new Set(row.map((cell) => cell.trim())).size === row.length;
  return alike === 0 && contrary >= 2 && countFilled(row) >= width * 0.8 && isDistinct;
}

/** Headings that surveys have in both languages; where few columns hold numbers they tell headings from an odd answer. */
const USUAL_HEADING =
  /^(?:id|lp\.?|nr\.?|no\.?|#|nps|csat|ces|ocena|rating|score|region|comments?|komentarz(?:e)?|uwagi|opinia|data|date|sklep|store)$/i;

/** Whether a row contradicts the columns below as labels do, or one of them and holds a heading that surveys have. */
function namesColumns(row: Row | undefined, kinds: readonly CellKind[], width: number): boolean {
  if (!row) return false;
  const { alike, contrary } = compareKinds(row, kinds);
  const isNamed = row.some((cell) => USUAL_HEADING.test(cell.trim()));
  return isContrary(row, kinds, width) || (alike === 0 && contrary > 0 && isNamed);
}

function lengthOf(row: Row | undefined): number {
  return (row ?? []).reduce((sum, cell) => sum + cell.trim().length, 0);
}
