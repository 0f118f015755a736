import { numbersOf } from '#lib/tabular/table/numbers.ts';
import type { ScoreSums } from '#lib/tabular/table/score-sums.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';

/**
 * Kish's effective number of respondents, (sum w)^2 / sum w^2 (Kish, Survey Sampling, 1965): how many
 * unweighted answers would be as precise. Without weights it is n.
 */
export function effectiveN(sums: Pick<ScoreSums, 'weight' | 'weightSquared'>): number {
  return sums.weightSquared > 0 ? sums.weight ** 2 / sums.weightSquared : 0;
}

/** Kish's design effect n / n_eff: 1 when all weights are equal. */
export function designEffect(sums: ScoreSums): number {
  const effective = effectiveN(sums);
  return effective > 0 ? sums.n / effective : 1;
}

/** The weight of every row, NaN where the column has no number there. */
export function rowWeights(column: SurveyColumn, decimal: '.' | ','): Float64Array {
  const numbers = numbersOf(column.dictionary, column.decimal ?? decimal);
  const weights = new Float64Array(column.codes.length);
  for (let row = 0; row < weights.length; row++) weights[row] = numbers[column.codes[row] ?? 0] ?? NaN;
  return weights;
}
