/** With more predictors the subsets (2^k) no longer fit into a moment of waiting. */
export const MOST_LMG_PREDICTORS = 16;

/** A pivot below this is a predictor that the others already determine. */
const DETERMINED = 1e-10;

/**
 * R^2 of the regression on every subset of predictors; bit j of the index says that predictor j is in.
 * `matrix` holds correlations, row-major, the target last. Subsets are walked as a tree, each step
 * eliminating one more predictor from what is left: (size^2) x 2^k operations, exact, no sampling.
 */
export function subsetRSquared(matrix: Float64Array, size: number): Float64Array {
  const predictors = size - 1;
  const rSquared = new Float64Array(2 ** predictors);
  const levels = Array.from({ length: predictors + 1 }, () => new Float64Array(size * size));
  levels[0]?.set(matrix);

  const visit = (depth: number, from: number, subset: number): void => {
    const current = levels[depth];
    const next = levels[depth + 1];
    if (!current || !next) return;
    for (let j = from; j < predictors; j++) {
      eliminate(current, next, j, size);
      const withJ = subset | (1 << j);
      rSquared[withJ] = 1 - (next[size * size - 1] ?? 1);
      visit(depth + 1, j + 1, withJ);
    }
  };
  visit(0, 0, 0);
  return rSquared;
}

/** What is left of all variables once predictor `pivot` is known (one step of Gaussian elimination). */
function eliminate(from: Float64Array, to: Float64Array, pivot: number, size: number): void {
  const scale = from[pivot * size + pivot] ?? 0;
  if (!(scale > DETERMINED)) {
    to.set(from);
    return;
  }
  for (let i = pivot; i < size; i++) {
    const factor = (from[i * size + pivot] ?? 0) / scale;
    for (let j = pivot; j < size; j++) {
      to[i * size + j] = (from[i * size + j] ?? 0) - factor * (from[pivot * size + j] ?? 0);
    }
  }
}

/**
 * LMG: each predictor's increment to R^2 averaged over all orderings (Lindeman, Merenda and Gold 1980;
 * Groemping 2006): sum over S without j of |S|! (k - |S| - 1)! / k! x (R^2(S + j) - R^2(S)). The
 * results sum to the R^2 of all predictors. At most MOST_LMG_PREDICTORS.
 */
export function lmg(matrix: Float64Array, size: number): Float64Array {
  const predictors = size - 1;
  if (predictors > MOST_LMG_PREDICTORS) throw new RangeError(`LMG of ${predictors} predictors`);
  const rSquared = subsetRSquared(matrix, size);
  const weights = orderingWeights(predictors);
  const result = new Float64Array(predictors);
  for (let subset = 0; subset < rSquared.length; subset++) {
    const weight = weights[bitCount(subset)] ?? 0;
    const base = rSquared[subset] ?? 0;
    for (let j = 0; j < predictors; j++) {
      if (subset & (1 << j)) continue;
      result[j] = (result[j] ?? 0) + weight * ((rSquared[subset | (1 << j)] ?? 0) - base);
    }
  }
  return result;
}

/** |S|! (k - |S| - 1)! / k! = 1 / (k x C(k - 1, |S|)), for each size of S. */
function orderingWeights(predictors: number): number[] {
  const weights: number[] = [];
  let combinations = 1;
  for (let size = 0; size < predictors; size++) {
    weights.push(1 / (predictors * combinations));
    combinations = (combinations * (predictors - 1 - size)) / (size + 1);
  }
  return weights;
}

function bitCount(value: number): number {
  let count = 0;
  for (let rest = value; rest > 0; rest &= rest - 1) count++;
  return count;
}
