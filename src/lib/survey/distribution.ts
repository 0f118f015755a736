import type { Interval } from './estimate.ts';
import { answerMask, answerScores } from './scores.ts';
import type { Rows } from './score-sums.ts';
import type { SurveyColumn } from './table.ts';
import { wilsonInterval } from './wilson.ts';

/** One answer of a distribution. `share` and its interval are in percent of those who answered. */
export interface AnswerShare {
  text: string;
  count: number;
  share: number;
  interval: Interval;
}

export interface Distribution {
  /** Those who answered, N/A and blanks left out. */
  n: number;
  missing: number;
  answers: readonly AnswerShare[];
}

/**
 * How often each answer was given, with Wilson's intervals. Answers on a scale are in its order, others by
 * count. With weights the shares and intervals are weighted (effective n); counts stay people.
 */
export function distribution(column: SurveyColumn, decimal: '.' | ',', rows: Rows = {}): Distribution {
  const given = answerMask(column);
  const counts = new Float64Array(column.dictionary.size);
  const weighted = new Float64Array(column.dictionary.size);
  let n = 0;
  let missing = 0;
  let weightSum = 0;
  let weightSquares = 0;
  for (let row = 0; row < column.codes.length; row++) {
    if (rows.mask && rows.mask[row] === 0) continue;
    const weight = rows.weights ? (rows.weights[row] ?? NaN) : 1;
    if (!(weight > 0)) continue;
    const code = column.codes[row] ?? 0;
    if (given[code] === 0) {
      missing++;
      continue;
    }
    n++;
    weightSum += weight;
    weightSquares += weight * weight;
    counts[code] = (counts[code] ?? 0) + 1;
    weighted[code] = (weighted[code] ?? 0) + weight;
  }
  const effective = weightSquares > 0 ? weightSum ** 2 / weightSquares : 0;
  const answers = [...merge(column, counts, weighted)].map(([text, { count, weight }]): AnswerShare => {
    const proportion = weight / weightSum;
    const [low, high] = wilsonInterval(proportion * effective, effective);
    return { text, count, share: 100 * proportion, interval: [100 * low, 100 * high] };
  });
  return { n, missing, answers: sorted(column, decimal, answers) };
}

/** Entries with equal texts count as one, which a column of hardly repeating answers needs. */
function merge(
  { dictionary }: SurveyColumn,
  counts: Float64Array,
  weighted: Float64Array,
): Map<string, { count: number; weight: number }> {
  const merged = new Map<string, { count: number; weight: number }>();
  for (let code = 1; code < dictionary.size; code++) {
    const count = counts[code] ?? 0;
    if (count === 0) continue;
    const text = dictionary.textAt(code);
    const before = merged.get(text) ?? { count: 0, weight: 0 };
    merged.set(text, { count: before.count + count, weight: before.weight + (weighted[code] ?? 0) });
  }
  return merged;
}

function sorted(column: SurveyColumn, decimal: '.' | ',', answers: AnswerShare[]): AnswerShare[] {
  if (!column.scale) return answers.sort((a, b) => b.count - a.count);
  const scores = answerScores(column, decimal);
  const scoreOf = new Map<string, number>();
  for (let code = 1; code < column.dictionary.size; code++) {
    scoreOf.set(column.dictionary.textAt(code), scores[code] ?? NaN);
  }
  return answers.sort((a, b) => (scoreOf.get(a.text) ?? 0) - (scoreOf.get(b.text) ?? 0));
}
