import { emptyCodes } from '#lib/tabular/table/packed-codes.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import { tallyAnswers } from '#lib/tabular/table/tally.ts';
import { readLikert } from '../columns/likert.ts';
import { dayColumn, periodsOf } from '../facets/day-column.ts';
import { answerScores, givenScores } from '../measure/scores.ts';
import type { CrossAnswer, CrossQuestion } from './cross-question.ts';
import { bandsOf } from './number-bands.ts';

/** Words that stand for points of a scale are at most so many. */
export const MOST_ORDERED_WORDS = 40;

/**
 * A column where a person gives one answer, as a question of a crosstab. Numbers of many values become bands,
 * days the months they lie in (weeks or days where that would be one month). See [SV160].
 */
export function questionOfColumn(column: SurveyColumn, decimal: '.' | ','): CrossQuestion {
  if (column.role === 'date') return questionOfDates(column);
  if (column.role === 'number') return questionOfNumbers(column, decimal);
  return questionOfAnswers(column, decimal);
}

function questionOfAnswers(column: SurveyColumn, decimal: '.' | ','): CrossQuestion {
  const { dictionary } = column;
  const given = givenScores(column);
  const { counts } = tallyAnswers(column.codes, dictionary.size);
  const scores = column.role === 'category' ? undefined : answerScores(column, decimal);
  // Entries of one text are one answer: masking makes them alike.
  const found = new Map<string, { text: string; count: number; score: number; codes: number[] }>();
  for (let code = 1; code < dictionary.size; code++) {
    const count = counts[code] ?? 0;
    if (given[code] !== 1 || count === 0) continue;
    const text = dictionary.textAt(code);
    const own = found.get(text) ?? { text, count: 0, score: scores?.[code] ?? NaN, codes: [] };
    own.count += count;
    own.codes.push(code);
    found.set(text, own);
  }
  const answers = [...found.values()].sort((a, b) => b.count - a.count);
  const points = scores ? answers.map(({ score }) => score) : orderInWords(answers.map(({ text }) => text));
  const isOrdered = points !== undefined && points.some((point) => !Number.isNaN(point));
  const pointOf = new Map(answers.map((answer, i) => [answer, points?.[i] ?? NaN]));
  // What has no place on the scale comes last.
  const place = (answer: (typeof answers)[number]): number => {
    const point = pointOf.get(answer) ?? NaN;
    return Number.isNaN(point) ? Infinity : point;
  };
  if (isOrdered) answers.sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
  const answerOf = new Int32Array(dictionary.size).fill(-1);
  answers.forEach(({ codes }, i) => codes.forEach((code) => (answerOf[code] = i)));
  return singleQuestion(
    column,
    answers.map(({ text }) => ({ text })),
    answerOf,
    isOrdered,
  );
}

/** The points of a category whose answers have an order of their own, such as "18-24" or "often": undefined without one. */
function orderInWords(texts: readonly string[]): number[] | undefined {
  if (texts.length === 0 || texts.length > MOST_ORDERED_WORDS) return undefined;
  const numbers = texts.map(numberInWords);
  if (numbers.every((number) => !Number.isNaN(number))) return numbers;
  const points = readLikert(texts)?.points;
  return points && texts.map((text) => points.get(text) ?? NaN);
}

const BELOW = /^(?:<|≤|under|below|less than|up to|poniżej|mniej niż|do)\s*(?=\d)/i;
const ABOVE = /^(?:>|≥|over|above|more than|powyżej|więcej niż|ponad|od)\s*(?=\d)/i;

/** The number with which a band in words begins: "18-24", "65+", "under 18" (before 18), "ponad 65" (behind it); else NaN. */
function numberInWords(text: string): number {
  const trimmed = text.trim();
  const beside = BELOW.test(trimmed) ? -0.5 : ABOVE.test(trimmed) ? 0.5 : 0;
  const [, digits] = /^(\d+(?:[.,]\d+)?)/.exec(trimmed.replace(BELOW, '').replace(ABOVE, '')) ?? [];
  return digits === undefined ? NaN : Number(digits.replace(',', '.')) + beside;
}

function questionOfNumbers(column: SurveyColumn, decimal: '.' | ','): CrossQuestion {
  const numbers = answerScores(column, decimal);
  const { counts } = tallyAnswers(column.codes, column.dictionary.size);
  const { bands, bandOf } = bandsOf(numbers, counts);
  const write = (value: number): string => String(value).replace('.', decimal);
  const answers = bands.map(({ low, high }) => ({
    text: low === high ? write(low) : `${write(low)} – ${write(high)}`,
  }));
  return singleQuestion(column, answers, bandOf, true);
}

function questionOfDates(source: SurveyColumn): CrossQuestion {
  const { column, days } = dayColumn(source);
  const { counts } = tallyAnswers(column.codes, column.dictionary.size);
  const options = (['month', 'week', 'day'] as const).map((period) => {
    const { names, periodOf } = periodsOf(days, period);
    // Days without an answer are no columns: a table is no time line.
    const used = new Set(periodOf.filter((place, code) => place >= 0 && (counts[code] ?? 0) > 0));
    const kept = names.flatMap((name, place) => (used.has(place) ? [{ name, place }] : []));
    const newPlace = new Map(kept.map(({ place }, i) => [place, i]));
    return {
      answers: kept.map(({ name }) => ({ text: name })),
      answerOf: periodOf.map((place) => newPlace.get(place) ?? -1),
    };
  });
  const chosen = options.find(({ answers }) => answers.length > 1) ?? options[0];
  return singleQuestion(column, chosen?.answers ?? [], chosen?.answerOf ?? new Int32Array(), true);
}

/** The question whose distinct answers give these places, -1 for none. */
function singleQuestion(
  { name, label, role, codes }: SurveyColumn,
  answers: readonly CrossAnswer[],
  answerOf: Int32Array,
  isOrdered: boolean,
): CrossQuestion {
  const packed = emptyCodes(codes.length, answers.length + 1);
  for (let row = 0; row < codes.length; row++) packed[row] = (answerOf[codes[row] ?? 0] ?? -1) + 1;
  return {
    name,
    label: label || name,
    role,
    isMultiple: false,
    isOrdered,
    answers,
    codes: packed,
    answersOf: [[], ...answers.map((_, i) => [i])],
  };
}
