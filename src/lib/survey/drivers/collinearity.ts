/**
 * Variance inflation of every predictor, 1 / (1 - R^2 of it on the others): the diagonal of the inverse of
 * the predictors' correlations, by Gauss and Jordan. Infinite where others determine it. `matrix` has the
 * target last, as LMG wants it.
 */
export function varianceInflation(matrix: Float64Array, size: number): Float64Array {
  const predictors = size - 1;
  const a = Array.from({ length: predictors }, (_, i) =>
    Float64Array.from({ length: 2 * predictors }, (_, j) =>
      j < predictors ? (matrix[i * size + j] ?? 0) : Number(j - predictors === i),
    ),
  );
  for (let p = 0; p < predictors; p++) {
    const pivotRow = a[p];
    const pivot = pivotRow?.[p] ?? 0;
    if (!pivotRow || !(Math.abs(pivot) > 1e-10)) return new Float64Array(predictors).fill(Infinity);
    for (let j = 0; j < pivotRow.length; j++) pivotRow[j] = (pivotRow[j] ?? 0) / pivot;
    a.forEach((row, i) => {
      const factor = row[p] ?? 0;
      if (i === p || factor === 0) return;
      for (let j = 0; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    });
  }
  return Float64Array.from({ length: predictors }, (_, i) => a[i]?.[predictors + i] ?? NaN);
}
