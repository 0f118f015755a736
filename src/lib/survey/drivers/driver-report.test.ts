import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { correlations } from './correlations.ts';
import { varianceInflation } from './collinearity.ts';
import { BLOCKS, correlationsOf, crossProducts, sumBlocks } from './cross-products.ts';
import { type DriverReport, type Predictor, reportDrivers } from './driver-report.ts';
import { answerScores } from '../measure/scores.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';

/** Items that pull a target with the given strengths; some answers are missing. */
function scene(
  strengths: readonly number[],
  count: number,
  seed: number,
  missing = 0,
): {
  predictors: Predictor[];
  target: { column: Predictor['column']; scores: Float64Array };
  rows: Uint32Array;
} {
  const random = seededRandom(seed);
  const values = strengths.map(() => Array.from({ length: count }, () => 1 + Math.floor(random() * 5)));
  const targetValues = Array.from({ length: count }, (_, row) =>
    Math.round(
      strengths.reduce((sum, strength, i) => sum + strength * (values[i]?.[row] ?? 0), 0) + random() * 6,
    ),
  );
  const predictors = values.map((own, index): Predictor => {
    const texts = own.map((value) => (random() < missing ? '' : String(value)));
    const column = columnOf(texts, {
      index,
      name: `item ${index}`,
      role: 'rating',
      scale: { min: 1, max: 5 },
    });
    return { column, scores: answerScores(column, '.'), label: `Item ${index}`, mean: 3, performance: 50 };
  });
  const column = columnOf(targetValues.map(String), { name: 'target', role: 'number' });
  return {
    predictors,
    target: { column, scores: answerScores(column, '.') },
    rows: Uint32Array.from({ length: count }, (_, row) => row),
  };
}

function report(
  strengths: readonly number[],
  seed: number,
  missing: 'listwise' | 'pairwise' = 'listwise',
): DriverReport {
  const { predictors, target, rows } = scene(strengths, 3000, seed, missing === 'pairwise' ? 0.3 : 0);
  const found = reportDrivers(target, predictors, rows, {
    missing,
    weights: undefined,
    random: seededRandom(1),
  });
  if (!found) throw new Error('no drivers');
  return found;
}

test('[SV43] correlations of all blocks are those of one pass over the rows', () => {
  const { predictors, target, rows } = scene([1, 0.5, 0], 900, 3, 0.1);
  const variables = [...predictors, target];
  const products = crossProducts(variables, rows, 'listwise', undefined);
  const plain = correlations(variables, rows.length);
  expect(products.complete).toBe(plain.n);
  const rounded = (matrix: Float64Array): number[] => [...matrix].map((r) => Math.round(r * 1e10) / 1e10);
  expect(rounded(correlationsOf(sumBlocks(products), 4))).toEqual(rounded(plain.matrix));
  expect(products.blocks).toHaveLength(BLOCKS);
});

test('[SV43] two items of equal strength cannot be told apart, and a much stronger one is not tied with them', () => {
  const { items, ties, rSquared, method } = report([2, 1, 1], 5);
  expect(method).toBe('lmg');
  expect(items[0]?.label).toBe('Item 0');
  expect(ties.map(({ first, second }) => [first, second].sort())).toEqual([['Item 1', 'Item 2']]);
  expect(items.reduce((sum, item) => sum + item.lmg, 0)).toBeCloseTo(rSquared, 9);
  for (const { lmgShare, lmgInterval } of items) {
    expect(lmgInterval[0]).toBeLessThan(lmgShare);
    expect(lmgInterval[1]).toBeGreaterThan(lmgShare);
  }
});

test('[SV43] the standard error from drawn blocks is that from drawn rows', () => {
  const { predictors, target, rows } = scene([2, 1], 2000, 9);
  const byBlocks = reportDrivers(target, predictors, rows, {
    missing: 'listwise',
    weights: undefined,
    random: seededRandom(2),
  });
  const random = seededRandom(4);
  const shares = Array.from({ length: 300 }, () => {
    const drawn = Uint32Array.from(rows, () => Math.floor(random() * rows.length)).sort();
    const [first, second] = predictors;
    if (!first || !second) throw new Error('two items');
    // For uncorrelated items LMG is nearly r^2, enough to compare spreads.
    const matrix = correlationsOf(
      sumBlocks(crossProducts([...predictors, target], drawn, 'listwise', undefined)),
      3,
    );
    const own = (matrix[2] ?? 0) ** 2;
    return (100 * own) / (own + (matrix[5] ?? 0) ** 2);
  });
  const mean = shares.reduce((sum, share) => sum + share / shares.length, 0);
  const byRows = Math.sqrt(shares.reduce((sum, share) => sum + (share - mean) ** 2 / (shares.length - 1), 0));
  const item = byBlocks?.items[0];
  const deviation = ((item?.lmgInterval[1] ?? 0) - (item?.lmgShare ?? 0)) / 1.959964;
  expect(deviation / byRows).toBeGreaterThan(0.8);
  expect(deviation / byRows).toBeLessThan(1.25);
});

test('[SV43] pairwise keeps everybody who answered both of a pair, and says how many', () => {
  const { pairs, n, missing } = report([1, 1], 7, 'pairwise');
  expect(missing).toBe('pairwise');
  expect(pairs[0]).toBe(n);
  expect(pairs[0]).toBeGreaterThan(3000 * 0.42);
  expect(pairs[1]).toBe(3000);
});

test('[SV43] above 16 items Johnson stands for all and LMG for none', () => {
  const { method, items } = report(new Array<number>(17).fill(0.3), 8);
  expect([method, items.length, items.every(({ lmgShare }) => Number.isNaN(lmgShare))]).toEqual([
    'johnson',
    17,
    true,
  ]);
  expect(items.reduce((sum, { johnsonShare }) => sum + johnsonShare, 0)).toBeCloseTo(100, 6);
});

test('[SV43] variance inflation is 1 / (1 - r^2) for two items, and infinite for copies', () => {
  const two = Float64Array.of(1, 0.8, 0.5, 0.8, 1, 0.4, 0.5, 0.4, 1);
  expect([...varianceInflation(two, 3)].map((vif) => Number(vif.toFixed(9)))).toEqual([
    2.777777778, 2.777777778,
  ]);
  expect([...varianceInflation(Float64Array.of(1, 1, 0.5, 1, 1, 0.5, 0.5, 0.5, 1), 3)]).toEqual([
    Infinity,
    Infinity,
  ]);
});

test('[SV43] too few people for this many items: nothing is claimed', () => {
  const { predictors, target, rows } = scene([1, 1, 1], 12, 1);
  const options = { missing: 'listwise', weights: undefined, random: seededRandom(1) } as const;
  expect(reportDrivers(target, predictors, rows, options)).toBeUndefined();
});
