import type { Interval } from './estimate.ts';
import { answerScores, givenScores } from './scores.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import { sumTally, type Tally } from '#lib/tabular/table/tally.ts';
import { effectiveN } from './weights.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';

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
  /** Kish's effective n; equal to n without weights. */
  effectiveN: number;
  answers: readonly AnswerShare[];
}

/**
 * How often each answer was given, with Wilson's intervals. Answers on a scale are in its order, others by
 * count. With a weighted tally the shares and intervals are weighted (effective n); counts stay people.
 */
export function distribution(column: SurveyColumn, decimal: '.' | ',', tally: Tally): Distribution {
  const given = givenScores(column);
  const sums = sumTally(tally, given);
  const everybody = tally.counts.reduce((sum, count) => sum + count, 0);
  const effective = effectiveN(sums);
  const answers = [...merge(column, tally, given)].map(([text, { count, weight }]): AnswerShare => {
    const proportion = weight / sums.weight;
    const [low, high] = wilsonInterval(proportion * effective, effective);
    return { text, count, share: 100 * proportion, interval: [100 * low, 100 * high] };
  });
  return {
    n: sums.n,
    missing: everybody - sums.n,
    effectiveN: effective,
    answers: sorted(column, decimal, answers),
  };
}

/** Entries with equal texts count as one, which a column of hardly repeating answers needs. */
function merge(
  { dictionary }: SurveyColumn,
  tally: Tally,
  given: Float64Array,
): Map<string, { count: number; weight: number }> {
  const merged = new Map<string, { count: number; weight: number }>();
  for (let code = 1; code < dictionary.size; code++) {
    const count = tally.counts[code] ?? 0;
    if (count === 0 || given[code] !== 1) continue;
    const text = dictionary.textAt(code);
    const before = merged.get(text) ?? { count: 0, weight: 0 };
    merged.set(text, { count: before.count + count, weight: before.weight + (tally.weights[code] ?? 0) });
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
