import { type CellKind, cellKind, columnKinds } from '../file/cell-kind.ts';
import type { CodedRows } from './coded-rows.ts';
import { isNoteWord, isTotalWord } from './total-words.ts';

/** Rows looked at from the end upwards; nobody writes more statistics under a table. */
const LAST_ROWS = 15;
const SAMPLE_ROWS = 400;
/** With fewer answers above nothing is typical. */
const ENOUGH_ROWS = 3;
const NEARLY_ALL = 0.95;

/** What is usual in the answers above the last rows. */
interface Usual {
  kinds: readonly CellKind[];
  /** The share of answers that fill a column. */
  filled: readonly number[];
  sample: readonly (readonly string[])[];
}

/**
 * The rows at the end of `start..end` that are sums, averages or notes and no answers: by their words, or because they
 * are empty where every answer is filled and their numbers are the sum, mean or count of those above. See [SV127].
 */
export function findTotals(rows: CodedRows, start: number, end: number): number[] {
  // Of a short table the last third at most: what is usual has to come from answers.
  const bottom = end - Math.min(LAST_ROWS, Math.floor((end - start) / 3));
  const usual = usualRows(rows, start, bottom);
  if (usual.sample.length < ENOUGH_ROWS) return [];
  let top = end;
  while (top > bottom && isOdd(rows.cells(top - 1), usual)) top--;
  if (top === end) return [];
  const figures = new ColumnFigures(rows, start, top);
  const found: number[] = [];
  for (let row = end - 1; row >= top; row--) {
    const cells = rows.cells(row);
    const isBlank = cells.every((cell) => cell === '');
    if (!isBlank && !isTotal(cells, usual) && !isNote(cells, usual) && !isWordless(cells, usual, figures))
      break;
    if (!isBlank) found.push(row);
  }
  return found;
}

function usualRows(rows: CodedRows, start: number, end: number): Usual {
  const step = Math.max(1, Math.floor((end - start) / SAMPLE_ROWS));
  const sample: string[][] = [];
  for (let row = start; row < end; row += step) sample.push(rows.cells(row));
  const filled = rows.columns.map(
    (_, column) => sample.filter((cells) => cells[column] !== '').length / Math.max(1, sample.length),
  );
  return { kinds: columnKinds(sample, rows.columns.length), filled, sample };
}

function isOdd(cells: readonly string[], usual: Usual): boolean {
  return (
    cells.every((cell) => cell === '') ||
    isTotal(cells, usual) ||
    isNote(cells, usual) ||
    leavesOut(cells, usual) ||
    isOffGrid(cells, usual)
  );
}

/** A word for a sum or an average, where no answer has it, and beside it numbers alone. */
function isTotal(cells: readonly string[], { kinds, filled, sample }: Usual): boolean {
  const at = cells.findIndex((cell) => isTotalWord(cell));
  const word = cells[at];
  if (word === undefined) return false;
  const others = cells.filter((cell, column) => cell !== '' && column !== at);
  if (others.some((cell) => cellKind(cell) !== 'number' && !isTotalWord(cell))) return false;
  if (sample.some((answers) => answers[at] === word)) return false;
  // A respondent has an id, a comment, a region: a row of sums leaves a column empty that everybody fills, or breaks its kind.
  const isForeign = kinds[at] === 'number' || kinds[at] === 'date';
  const leaves = cells.some(
    (cell, column) => column !== at && cell === '' && (filled[column] ?? 0) >= NEARLY_ALL,
  );
  const isFirst = cells.slice(0, at).every((cell) => cell === '');
  return isForeign || (isFirst && (leaves || others.length > 0));
}

/** One cell with a text where answers have a number, or where it begins like a note. */
function isNote(cells: readonly string[], { kinds, filled }: Usual): boolean {
  const at = cells.findIndex((cell) => cell !== '');
  const cell = cells[at];
  if (cell === undefined || cells.filter((each) => each !== '').length > 2 || kinds.length < 3) return false;
  if (filled.filter((share) => share >= NEARLY_ALL).length < 2) return false;
  const isForeign = (kinds[at] === 'number' || kinds[at] === 'date') && cellKind(cell) === 'text';
  return isForeign
    ? cells.every((each, column) => column === at || each === '' || isNoteWord(cell))
    : isNoteWord(cell);
}

/** Whether the first column, or a column of texts, is empty where nearly every answer fills it. */
function leavesOut(cells: readonly string[], { kinds, filled }: Usual): boolean {
  return cells.some(
    (cell, column) =>
      cell === '' && (filled[column] ?? 0) >= NEARLY_ALL && (column === 0 || kinds[column] !== 'number'),
  );
}

/** A fraction where all answers are whole, or a number far beyond them all. */
function isOffGrid(cells: readonly string[], { kinds, sample }: Usual): boolean {
  return cells.some((cell, column) => {
    if (kinds[column] !== 'number' || cellKind(cell) !== 'number') return false;
    const numbers = sample
      .map((answers) => numberIn(answers[column]))
      .filter((number) => !Number.isNaN(number));
    const number = numberIn(cell);
    const isFraction = !Number.isInteger(number) && numbers.every(Number.isInteger);
    return isFraction || number > Math.max(...numbers) * 2;
  });
}

/**
 * Numbers of which each is the sum, the mean or the count of its column, in a row that is odd in itself; or, without what
 * stands first in every answer, fractions where all answers are whole.
 */
function isWordless(cells: readonly string[], usual: Usual, figures: ColumnFigures): boolean {
  const numbers = cells.flatMap((cell, column) => (cellKind(cell) === 'number' ? [column] : []));
  const texts = cells.filter((cell) => cell !== '' && cellKind(cell) !== 'number');
  if (numbers.length === 0 || texts.length > 0) return false;
  const explained = numbers.filter((column) => figures.explain(cells[column] ?? '', column));
  // The first column may count the answers, or go on with the next number.
  const others = numbers.filter((column) => column > 0 || explained.includes(column));
  const isNameless = cells[0] === '' && (usual.filled[0] ?? 0) >= NEARLY_ALL;
  if (isNameless && isOffGrid(cells, usual)) return true;
  const enough = isNameless ? 1 : 2;
  return explained.length >= enough && explained.length === others.length && isOdd(cells, usual);
}

/** The sum, mean and count of columns, worked out when they are asked for. */
class ColumnFigures {
  readonly #rows: CodedRows;
  readonly #start: number;
  readonly #end: number;
  readonly #known = new Map<number, { sum: number; count: number }>();

  constructor(rows: CodedRows, start: number, end: number) {
    this.#rows = rows;
    this.#start = start;
    this.#end = end;
  }

  /** Whether a number is one of them, rounded to the digits that it has. */
  explain(cell: string, column: number): boolean {
    const { sum, count } = this.#figuresOf(column);
    if (count === 0) return false;
    const digits = /[.,](\d+)\s*%?$/.exec(cell)?.[1]?.length ?? 0;
    const number = numberIn(cell);
    const isNear = (figure: number, unit: number): boolean => Math.abs(figure - number) <= unit + 1e-9;
    // A whole number near the mean is what most people answer.
    const rounding = digits === 0 ? 0 : 0.5 * 10 ** -digits;
    return isNear(sum, rounding) || isNear(sum / count, rounding) || number === count;
  }

  #figuresOf(column: number): { sum: number; count: number } {
    const known = this.#known.get(column);
    if (known) return known;
    const figures = { sum: 0, count: 0 };
    for (let row = this.#start; row < this.#end; row++) {
      const number = numberIn(this.#rows.cell(row, column));
      if (Number.isNaN(number)) continue;
      figures.sum += number;
      figures.count++;
    }
    this.#known.set(column, figures);
    return figures;
  }
}

/** A number in either decimal mark; of two marks the last one parts the fraction. */
function numberIn(cell: string | undefined): number {
  const plain = (cell ?? '').replace(/[\s%\u00a0]/g, '').replace('−', '-');
  if (plain === '') return NaN;
  const last = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'));
  if (last < 0) return Number(plain);
  const whole = plain.slice(0, last).replace(/[.,]/g, '');
  return Number(`${whole}.${plain.slice(last + 1)}`);
}
