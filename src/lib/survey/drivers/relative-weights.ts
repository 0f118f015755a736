import { symmetricEigen } from './eigen.ts';

/**
 * Johnson's relative weights (Johnson 2000, Multivariate Behavioral Research 35:1): R = P D P',
 * Lambda = P sqrt(D) P', beta = Lambda^-1 r, weight_j = sum_k Lambda_jk^2 beta_k^2. They sum to R^2 at
 * any number of predictors. `matrix` holds correlations, row-major, the target last.
 */
export function relativeWeights(matrix: Float64Array, size: number): Float64Array {
  const predictors = size - 1;
  const inner = new Float64Array(predictors * predictors);
  const target = new Float64Array(predictors);
  for (let i = 0; i < predictors; i++) {
    target[i] = matrix[i * size + predictors] ?? 0;
    for (let j = 0; j < predictors; j++) inner[i * predictors + j] = matrix[i * size + j] ?? 0;
  }
  const { values, vectors } = symmetricEigen(inner, predictors);
  const root = compose(
    vectors,
    values.map((value) => Math.sqrt(Math.max(0, value))),
    predictors,
  );
  // A predictor that others determine has eigenvalue 0; its direction adds nothing.
  const inverse = compose(
    vectors,
    values.map((value) => (value > 1e-10 ? 1 / Math.sqrt(value) : 0)),
    predictors,
  );
  const weights = new Float64Array(predictors);
  for (let k = 0; k < predictors; k++) {
    let beta = 0;
    for (let i = 0; i < predictors; i++) beta += (inverse[k * predictors + i] ?? 0) * (target[i] ?? 0);
    for (let j = 0; j < predictors; j++)
      weights[j] = (weights[j] ?? 0) + ((root[j * predictors + k] ?? 0) * beta) ** 2;
  }
  return weights;
}

/** P diag(values) P'. */
function compose(vectors: Float64Array, values: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++)
        sum += (vectors[i * size + k] ?? 0) * (values[k] ?? 0) * (vectors[j * size + k] ?? 0);
      result[i * size + j] = sum;
    }
  }
  return result;
}
