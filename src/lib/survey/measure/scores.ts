import { labelNumber } from '../columns/label-number.ts';
import { readLikert } from '../columns/likert.ts';
import { isNaText } from '../columns/na-text.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import { numbersOf } from '#lib/tabular/table/numbers.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';

const MEASURED_ROLES = ['nps', 'csat', 'ces', 'rating'];
/** Wordings beyond this many are no scale; reading them all would be for nothing. */
export const MOST_WORDINGS = 60;

/** Groups written in words stand for any score of the group. */
const NPS_GROUP_SCORES = new Map([
  ['promoter', 10],
  ['promoters', 10],
  ['promotor', 10],
  ['passive', 8],
  ['passives', 8],
  ['obojetny', 8],
  ['detractor', 0],
  ['detractors', 0],
  ['krytyk', 0],
]);

/**
 * The number of every distinct answer of a column, NaN where it is no answer: N/A codes, blanks, words
 * outside any scale. Look it up by code: `scores[column.codes[row]]`. See [SV4], [SV14].
 */
export function answerScores(column: SurveyColumn, decimal: '.' | ','): Float64Array {
  const { dictionary } = column;
  const scores = numbersOf(dictionary, column.decimal ?? decimal);
  const wordings = dictionary.size - 1; // the first entry is "no answer"
  if (MEASURED_ROLES.includes(column.role) && wordings <= MOST_WORDINGS) scoreWords(column, scores);
  if (column.points) applyPoints(column, column.points, scores);
  if (column.isReversed && column.scale) {
    const { min, max } = column.scale;
    for (let code = 1; code < scores.length; code++) scores[code] = min + max - (scores[code] ?? NaN);
  }
  for (const code of naEntries(column)) scores[code] = NaN;
  return scores;
}

function applyPoints(
  { dictionary }: SurveyColumn,
  points: Readonly<Record<string, number>>,
  scores: Float64Array,
): void {
  for (let code = 1; code < dictionary.size; code++) {
    const text = dictionary.textAt(code);
    if (Object.hasOwn(points, text)) scores[code] = points[text] ?? NaN;
  }
}

/** 1 for every distinct answer that counts as given; NaN for empty, blank and N/A. */
export function givenScores(column: SurveyColumn): Float64Array {
  const given = new Float64Array(column.dictionary.size).fill(1);
  given[0] = NaN;
  for (const code of naEntries(column)) given[code] = NaN;
  return given;
}

/** The dictionary entries that hold an N/A code or only spaces. */
function naEntries(column: SurveyColumn): number[] {
  const { dictionary } = column;
  const naCodes = new Set(column.naCodes.map((code) => code.trim().toLowerCase()));
  const naNumbers = new Set(
    column.naCodes.map((code) => Number(code.replace(',', '.'))).filter((n) => !Number.isNaN(n)),
  );
  if (naCodes.size === 0 && dictionary.mayRepeat) return [];
  const entries: number[] = [];
  for (let code = 1; code < dictionary.size; code++) {
    const text = dictionary.textAt(code).trim().toLowerCase();
    // "11" is meant by 11.0 as well; only plain numbers are compared so.
    if (
      text === '' ||
      naCodes.has(text) ||
      (naNumbers.size > 0 && /^[-\d.,]+$/.test(text) && naNumbers.has(Number(text.replace(',', '.'))))
    ) {
      entries.push(code);
    }
  }
  return entries;
}

/** Zendesk's good and bad, with a comment or without, on its scale of two points. */
function supportScore({ scale }: SurveyColumn, text: string): number | undefined {
  if (scale?.min !== 0 || scale.max !== 1) return undefined;
  const [, word] = /^(good|bad)(?: ?with ?comment)?$/i.exec(text.trim()) ?? [];
  return word === undefined ? undefined : word.toLowerCase() === 'good' ? 1 : 0;
}

/** A wave keeps the scale that it was imported with, however many of its points occur. */
function sizeOf(scale: SurveyColumn['scale']): number | undefined {
  return scale && scale.max - scale.min + 1;
}

function scoreWords(column: SurveyColumn, scores: Float64Array): void {
  const { dictionary } = column;
  const naCodes = new Set(column.naCodes);
  const words: string[] = [];
  for (let code = 1; code < dictionary.size; code++) {
    const text = dictionary.textAt(code);
    if (Number.isNaN(scores[code]) && text.trim() !== '' && !naCodes.has(text)) words.push(text);
  }
  if (words.length === 0) return;
  const size = sizeOf(column.scale);
  // Wordings of "no answer" that nobody has decided about are on no scale: they must not undo that of the others.
  const answered = words.filter((word) => !isNaText(word));
  const points = (readLikert(words, size) ?? readLikert(answered, size))?.points;
  const lowest = column.scale?.min ?? 1;
  for (let code = 1; code < dictionary.size; code++) {
    if (!Number.isNaN(scores[code])) continue;
    const text = dictionary.textAt(code);
    const group = column.role === 'nps' ? NPS_GROUP_SCORES.get(foldText(text)) : supportScore(column, text);
    const point = points?.get(text);
    scores[code] = group ?? (point === undefined ? labelNumber(text) : point + lowest - 1);
  }
}
