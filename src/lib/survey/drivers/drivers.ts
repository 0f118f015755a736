import { correlations, type Variable } from './correlations.ts';
import { lmg, MOST_LMG_PREDICTORS } from './lmg.ts';
import { mean } from '../measure/mean.ts';
import { relativeWeights } from './relative-weights.ts';
import { answerScores } from '../measure/scores.ts';
import { columnsWithRole, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';
import { targetScores } from './target-scores.ts';
import { sumTally, tallyAnswers } from '#lib/tabular/table/tally.ts';

/** How much of the target's variance one item accounts for. Shares are in percent of R^2. */
export interface Driver {
  column: string;
  /** NaN above MOST_LMG_PREDICTORS items. */
  lmg: number;
  lmgShare: number;
  johnson: number;
  johnsonShare: number;
  /** Correlation with the target: negative when better ratings go with a lower target. */
  r: number;
  /** Mean of all who rated the item. */
  mean: number;
}

export interface Drivers {
  target: string;
  /** Respondents who answered the target and every item. */
  n: number;
  rSquared: number;
  /** The strongest first. */
  items: readonly Driver[];
}

const FEWEST_PER_ITEM = 5;

/**
 * The drivers of a target among the rated items of a table, on the rows that answered all of them. The
 * target enters as its own number, or as 0 and 1 when it is a category of two answers. Undefined when
 * nothing can be said: no items, a target without numbers, too few complete rows. See [SV21].
 */
export function findDrivers(table: SurveyTable, target: SurveyColumn): Drivers | undefined {
  const scoresOfTarget = targetScores(target, table.decimal);
  if (!scoresOfTarget) return undefined;
  const items = columnsWithRole(table, 'rating', 'csat', 'ces')
    .filter((column) => column !== target)
    .map((column): Variable => ({ column, scores: answerScores(column, table.decimal) }))
    .filter(({ scores }) => new Set(scores.filter((score) => !Number.isNaN(score))).size > 1);
  if (items.length === 0) return undefined;

  const { n, matrix } = correlations([...items, { column: target, scores: scoresOfTarget }], table.rowCount);
  if (n < items.length * FEWEST_PER_ITEM || matrix.some(Number.isNaN)) return undefined;
  return describe(target.name, items, n, matrix);
}

function describe(target: string, items: readonly Variable[], n: number, matrix: Float64Array): Drivers {
  const size = items.length + 1;
  const johnson = relativeWeights(matrix, size);
  const rSquared = johnson.reduce((sum, weight) => sum + weight, 0);
  const shares =
    items.length <= MOST_LMG_PREDICTORS ? lmg(matrix, size) : new Float64Array(items.length).fill(NaN);
  const drivers = items.map(({ column, scores }, i): Driver => {
    const own = shares[i] ?? NaN;
    const weight = johnson[i] ?? NaN;
    return {
      column: column.name,
      lmg: own,
      lmgShare: percentOf(own, rSquared),
      johnson: weight,
      johnsonShare: percentOf(weight, rSquared),
      r: matrix[i * size + size - 1] ?? NaN,
      mean: mean(sumTally(tallyAnswers(column.codes, scores.length), scores)).value,
    };
  });
  const strength = (driver: Driver): number => (Number.isNaN(driver.lmg) ? driver.johnson : driver.lmg);
  return { target, n, rSquared, items: drivers.sort((a, b) => strength(b) - strength(a)) };
}

/** A part of R^2 in percent; of an R^2 of 0, where nothing explains anything, it is 0. */
function percentOf(part: number, rSquared: number): number {
  return rSquared > 0 ? (100 * part) / rSquared : 0;
}
