// Above 300 lines: the report, what it is of, and the rank without intervals share the same shares.
import type { RandomSource } from '#lib/base/random.ts';
import { chooseItems, type ItemChoice } from './choose-items.ts';
import { varianceInflation } from './collinearity.ts';
import { correlations, type Variable } from './correlations.ts';
import { BLOCKS, correlationsOf, crossProducts, type MissingRule, sumBlocks } from './cross-products.ts';
import { symmetricEigen } from './eigen.ts';
import type { Interval } from '../measure/estimate.ts';
import { lmg, MOST_LMG_PREDICTORS } from './lmg.ts';
import { Z95 } from '#lib/base/normal.ts';
import { mean } from '../measure/mean.ts';
import { answerScores } from '../measure/scores.ts';
import { relativeWeights } from './relative-weights.ts';
import {
  type ColumnRole,
  columnsWithRole,
  type SurveyColumn,
  type SurveyTable,
} from '#lib/tabular/table/table.ts';
import { sumTally, type Tally, tallyAnswers } from '#lib/tabular/table/tally.ts';
import { targetScores } from './target-scores.ts';

/** One predictor; its scores are those of its distinct answers. */
export interface Predictor extends Variable {
  label: string;
  /** Mean of those who rated it, and how far up its scale that is, 0 to 100. */
  mean: number;
  performance: number;
}

/** One driver. Shares and their intervals are in percent of R^2. LMG is NaN where it was not computed. */
export interface DriverItem {
  column: string;
  label: string;
  lmg: number;
  lmgShare: number;
  lmgInterval: Interval;
  johnson: number;
  johnsonShare: number;
  johnsonInterval: Interval;
  r: number;
  mean: number;
  performance: number;
  /** Variance inflation; above HIGH_INFLATION the others nearly determine it. */
  vif: number;
}

/** Two drivers whose shares may as well be equal. */
export interface Tie {
  first: string;
  second: string;
  /** first - second in points of the share, with its interval, which holds 0. */
  difference: number;
  interval: Interval;
}

export interface DriverReport {
  target: string;
  missing: MissingRule;
  /** Complete rows when listwise; the fewest and the most rows of a pair when pairwise. */
  n: number;
  pairs: readonly [fewest: number, most: number];
  rSquared: number;
  /** By which shares the items are ranked. */
  method: 'lmg' | 'johnson';
  replicates: number;
  items: readonly DriverItem[];
  ties: readonly Tie[];
  /** Pairwise correlations of different people that no single set of people could have. */
  isIndefinite: boolean;
}

export const HIGH_INFLATION = 5;
/** The columns that are items unless others are named. */
export const RATED_ROLES = ['rating', 'csat', 'ces'] as const satisfies readonly ColumnRole[];
/** The same file and question give the same intervals, on a page and on the command line. */
export const BOOTSTRAP_SEED = 20_260_101;
export const FEWEST_PER_ITEM = 5;
/** Enough for a standard error that is itself known to about 4 %; fewer where 2^k subsets take their time. */
const REPLICATES = { few: 80, some: 160, many: 300 };

/**
 * Drivers of a target with intervals: LMG (up to 16 predictors) and Johnson's relative weights on all rows
 * given, no sampling. Intervals are bootstrap standard errors times 1.96: rows fall into 250 blocks by a
 * scramble of their place, each block keeps its sums, and a replicate draws 250 blocks with replacement.
 * Means over such blocks vary as means over rows drawn singly do, so the standard errors agree, but a
 * replicate costs microseconds at a million rows instead of a pass over them. Undefined when there are too
 * few rows for this many items, or nothing varies. See [SV43].
 */
export function reportDrivers(
  target: Variable,
  predictors: readonly Predictor[],
  rows: Uint32Array,
  options: { missing: MissingRule; weights: Float64Array | undefined; random: RandomSource },
): DriverReport | undefined {
  const size = predictors.length + 1;
  const products = crossProducts([...predictors, target], rows, options.missing, options.weights);
  const n = options.missing === 'listwise' ? products.complete : products.pairs[0];
  if (predictors.length === 0 || n < FEWEST_PER_ITEM * predictors.length) return undefined;
  const matrix = correlationsOf(sumBlocks(products), size);
  if (matrix.some(Number.isNaN)) return undefined;

  const isLmg = predictors.length <= MOST_LMG_PREDICTORS;
  const own = sharesOf(matrix, size, isLmg);
  const replicates = replicateCount(predictors.length, isLmg);
  const drawn = Array.from({ length: replicates }, () => {
    const sample = correlationsOf(sumBlocks(products, drawBlocks(options.random)), size);
    return sharesOf(sample, size, isLmg);
  }).filter(({ johnson }) => !johnson.some(Number.isNaN));
  const inflation = varianceInflation(matrix, size);
  const method = isLmg ? 'lmg' : 'johnson';

  const items = predictors.map((predictor, i): DriverItem => {
    const interval = (kind: 'lmg' | 'johnson'): Interval =>
      around(
        own[kind][i] ?? NaN,
        drawn.map((shares) => shares[kind][i] ?? NaN),
        0,
      );
    const lmgShare = own.lmg[i] ?? NaN;
    const johnsonShare = own.johnson[i] ?? NaN;
    return {
      column: predictor.column.name,
      label: predictor.label,
      lmg: (lmgShare * own.rSquared) / 100,
      lmgShare,
      lmgInterval: interval('lmg'),
      johnson: (johnsonShare * own.rSquared) / 100,
      johnsonShare,
      johnsonInterval: interval('johnson'),
      r: matrix[i * size + size - 1] ?? NaN,
      mean: predictor.mean,
      performance: predictor.performance,
      vif: inflation[i] ?? NaN,
    };
  });
  const order = [...items.keys()].sort((a, b) => (own[method][b] ?? 0) - (own[method][a] ?? 0));
  return {
    target: target.column.name,
    missing: options.missing,
    n,
    pairs: products.pairs,
    rSquared: own.rSquared,
    method,
    replicates: drawn.length,
    items: order.flatMap((i) => items[i] ?? []),
    ties: findTies(
      order,
      items,
      own[method],
      drawn.map((shares) => shares[method]),
    ),
    isIndefinite: smallestEigenvalue(matrix, size) < -1e-9,
  };
}

/** The rated items of a table that more than one answer was given to, the target left out. */
function ratedItems(table: SurveyTable, target: SurveyColumn): Variable[] {
  return columnsWithRole(table, ...RATED_ROLES)
    .filter((column) => column !== target)
    .map((column) => ({ column, scores: answerScores(column, table.decimal) }))
    .filter(canVary);
}

/** Whether a variable has two different numbers at all. */
export function canVary({ scores }: Pick<Variable, 'scores'>): boolean {
  return new Set(scores.filter((score) => !Number.isNaN(score))).size > 1;
}

/** An item with its mean over those of the tally who rated it. */
export function predictorOf({ column, scores }: Variable, tally: Tally): Predictor {
  const average = mean(sumTally(tally, scores)).value;
  const { min, max } = column.scale ?? { min: 0, max: 1 };
  return {
    column,
    scores,
    label: column.label || column.name,
    mean: average,
    performance: (100 * (average - min)) / (max - min),
  };
}

/** The rated items of a table that an analysis of a target begins with; undefined for a target without numbers. [SV167] */
export function itemsToBegin(
  table: SurveyTable,
  target: SurveyColumn,
  weights: Float64Array | undefined,
  answer?: string,
): ItemChoice | undefined {
  const scores = targetScores(target, table.decimal, answer);
  const rated = columnsWithRole(table, ...RATED_ROLES).filter((column) => column !== target);
  const items = rated.map((column) => ({ column, scores: answerScores(column, table.decimal) }));
  return (
    scores &&
    chooseItems({ column: target, scores }, items, allRows(table), {
      weights,
      fewestPerItem: FEWEST_PER_ITEM,
    })
  );
}

/**
 * The drivers of a target among these columns of a table, on the rows that answered all of them. The target
 * enters as its own number, or as 0 and 1 when it is a category of two answers. See [SV21].
 */
export function driversOfTable(
  table: SurveyTable,
  target: SurveyColumn,
  options: {
    items: readonly string[];
    weights: Float64Array | undefined;
    random: RandomSource;
    /** The share of this answer is the target, in place of the target's numbers. */
    answer?: string | undefined;
  },
): DriverReport | undefined {
  const { items, weights, random, answer } = options;
  const scores = targetScores(target, table.decimal, answer);
  if (!scores) return undefined;
  const predictors = table.columns
    .filter(({ name }) => items.includes(name))
    .map((column) => ({ column, scores: answerScores(column, table.decimal) }))
    .filter(canVary)
    .map((item) => predictorOf(item, tallyAnswers(item.column.codes, item.scores.length, { weights })));
  return reportDrivers({ column: target, scores }, predictors, allRows(table), {
    missing: 'listwise',
    weights,
    random,
  });
}

function allRows({ rowCount }: SurveyTable): Uint32Array {
  return Uint32Array.from({ length: rowCount }, (_, row) => row);
}

/** The names of the drivers of a target, the strongest first, and their R^2: without intervals, in one pass. */
export function rankDrivers(
  table: SurveyTable,
  target: SurveyColumn,
): { target: string; rSquared: number; columns: readonly string[] } | undefined {
  const scores = targetScores(target, table.decimal);
  const items = ratedItems(table, target);
  if (!scores || items.length === 0) return undefined;
  const { n, matrix } = correlations([...items, { column: target, scores }], table.rowCount);
  if (n < FEWEST_PER_ITEM * items.length || matrix.some(Number.isNaN)) return undefined;
  const isLmg = items.length <= MOST_LMG_PREDICTORS;
  const { rSquared, lmg: exact, johnson } = sharesOf(matrix, items.length + 1, isLmg);
  const shares = isLmg ? exact : johnson;
  const order = [...items.keys()].sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  return { target: target.name, rSquared, columns: order.map((i) => items[i]?.column.name ?? '') };
}

interface Shares {
  rSquared: number;
  lmg: Float64Array;
  johnson: Float64Array;
}

function sharesOf(matrix: Float64Array, size: number, isLmg: boolean): Shares {
  const weights = relativeWeights(matrix, size);
  const rSquared = weights.reduce((sum, weight) => sum + weight, 0);
  const percent = (part: number): number => (rSquared > 0 ? (100 * part) / rSquared : 0);
  return {
    rSquared,
    johnson: weights.map(percent),
    lmg: isLmg ? lmg(matrix, size).map(percent) : new Float64Array(size - 1).fill(NaN),
  };
}

function replicateCount(predictors: number, isLmg: boolean): number {
  if (!isLmg || predictors <= 11) return REPLICATES.many;
  return predictors <= 14 ? REPLICATES.some : REPLICATES.few;
}

function drawBlocks(random: RandomSource): Uint16Array {
  const times = new Uint16Array(BLOCKS);
  for (let i = 0; i < BLOCKS; i++) {
    const block = Math.floor(random() * BLOCKS);
    times[block] = (times[block] ?? 0) + 1;
  }
  return times;
}

/** value -+ 1.96 standard deviations of the replicates; a share is never below `floor`. */
function around(value: number, replicates: readonly number[], floor: number): Interval {
  const n = replicates.length;
  const middle = replicates.reduce((sum, each) => sum + each / n, 0);
  const deviation = Math.sqrt(replicates.reduce((sum, each) => sum + (each - middle) ** 2 / (n - 1), 0));
  return [Math.max(floor, value - Z95 * deviation), value + Z95 * deviation];
}

/** Neighbours in rank whose difference has an interval that holds 0. */
function findTies(
  order: readonly number[],
  items: readonly DriverItem[],
  shares: Float64Array,
  drawn: readonly Float64Array[],
): Tie[] {
  return order.slice(1).flatMap((second, at): Tie[] => {
    const first = order[at] ?? 0;
    const difference = (shares[first] ?? NaN) - (shares[second] ?? NaN);
    const differences = drawn.map((replicate) => (replicate[first] ?? NaN) - (replicate[second] ?? NaN));
    const interval = around(difference, differences, -Infinity);
    const [a, b] = [items[first], items[second]];
    return a && b && interval[0] <= 0 && interval[1] >= 0
      ? [{ first: a.label, second: b.label, difference, interval }]
      : [];
  });
}

function smallestEigenvalue(matrix: Float64Array, size: number): number {
  return symmetricEigen(matrix, size).values.reduce((least, value) => Math.min(least, value), Infinity);
}
