import { type DateFormat, guessDateFormat, isExcelTime } from '#lib/tabular/table/date-text.ts';
import { numberReader } from '#lib/tabular/table/numbers.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import type { Tally } from '#lib/tabular/table/tally.ts';

/** One distinct answer: its text, how many gave it, and its number (NaN when it is none). */
export interface AnswerCount {
  text: string;
  count: number;
  number: number;
}

/** What a column looks like: enough to guess its role and to preview what a choice would change. */
export interface ColumnSummary {
  index: number;
  name: string;
  label: string;
  /** Its decimal mark, where that is not the table's. */
  decimal?: '.' | ',' | undefined;
  rowCount: number;
  answered: number;
  /** Distinct answers; an upper bound when `isListComplete` is false and answers hardly repeat. */
  distinct: number;
  /** The most frequent answers first; all of them when `isListComplete`. */
  answers: readonly AnswerCount[];
  isListComplete: boolean;
  /** The answers with the lowest and the highest number, which the list may lack. */
  extremes: readonly AnswerCount[];
  /** Of those who answered, the share (0-1) whose answer is a number. */
  numericShare: number;
  isInteger: boolean;
  min: number;
  max: number;
  meanLength: number;
  dateFormat: DateFormat | undefined;
  excelTimes: number;
}

/** Answers listed; a scale, a set of categories or the codes of a question fit well within. */
export const MAX_LISTED = 60;
const DATE_SAMPLE = 400;

/** Summarises one column in one pass over its distinct answers; `tally` counts all its rows. */
export function summariseColumn(column: SurveyColumn, decimal: '.' | ',', tally: Tally): ColumnSummary {
  const { codes, dictionary } = column;
  const { counts } = tally;
  const numberAt = numberReader(dictionary, column.decimal ?? decimal);
  let answered = codes.length - (counts[0] ?? 0);
  let distinct = 0;
  let numeric = 0;
  let isInteger = true;
  let min = Infinity;
  let max = -Infinity;
  let lowest = 0;
  let highest = 0;
  for (let code = 1; code < dictionary.size; code++) {
    const number = numberAt(code);
    const count = counts[code] ?? 0;
    if (count > 0) distinct++;
    if (Number.isNaN(number)) continue;
    numeric += count;
    if (isInteger && !Number.isInteger(number)) isInteger = false;
    if (number < min) {
      min = number;
      lowest = code;
    }
    if (number > max) {
      max = number;
      highest = code;
    }
  }
  const describe = (code: number): AnswerCount => ({
    text: dictionary.textAt(code),
    count: counts[code] ?? 0,
    number: numberAt(code),
  });
  const listed = mostFrequent(counts).map(describe);
  const blank = listed.filter(({ text }) => text.trim() === '');
  for (const { count } of blank) answered -= count;
  const answers = listed.filter(({ text }) => text.trim() !== '');
  const sample = sampleTexts(column);
  return {
    index: column.index,
    name: column.name,
    label: column.label,
    decimal: column.decimal,
    rowCount: codes.length,
    answered,
    distinct: distinct - blank.length,
    answers,
    isListComplete: distinct <= MAX_LISTED,
    extremes: [...new Set([lowest, highest])].filter((code) => code > 0).map(describe),
    numericShare: answered > 0 ? numeric / answered : 0,
    isInteger: isInteger && numeric > 0,
    min,
    max,
    meanLength: meanOf(sample.map((text) => text.length)),
    dateFormat: guessDateFormat(sample),
    excelTimes: sample.filter(isExcelTime).length,
  };
}

/** The codes of the most frequent answers, the first to occur first among equals. */
function mostFrequent(counts: Float64Array): number[] {
  const best: number[] = [];
  for (let code = 1; code < counts.length; code++) {
    const count = counts[code] ?? 0;
    const last = best[best.length - 1];
    if (count === 0 || (best.length === MAX_LISTED && count <= (counts[last ?? 0] ?? 0))) continue;
    let at = best.length;
    while (at > 0 && (counts[best[at - 1] ?? 0] ?? 0) < count) at--;
    best.splice(at, 0, code);
    if (best.length > MAX_LISTED) best.pop();
  }
  return best;
}

/** Distinct answers from all over the column, evenly spaced. */
function sampleTexts({ dictionary }: SurveyColumn): string[] {
  const step = Math.max(1, Math.floor((dictionary.size - 1) / DATE_SAMPLE));
  const texts: string[] = [];
  for (let code = 1; code < dictionary.size; code += step) {
    const text = dictionary.textAt(code);
    if (text.trim() !== '') texts.push(text);
  }
  return texts;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
