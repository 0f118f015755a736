import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { correlations } from './correlations.ts';
import { type DriverReport, driversOfTable, rankDrivers, RATED_ROLES } from './driver-report.ts';
import { symmetricEigen } from './eigen.ts';
import { lmg, subsetRSquared } from './lmg.ts';
import { relativeWeights } from './relative-weights.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { columnsWithRole, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';

/** A table of `items` ratings that pull a target with the given strengths. */
function ratedTable(strengths: readonly number[], rows: number, seed: number): SurveyTable {
  const random = seededRandom(seed);
  const ratings = strengths.map(() => Array.from({ length: rows }, () => 1 + Math.floor(random() * 5)));
  const target = Array.from({ length: rows }, (_, row) => {
    const pull = strengths.reduce((sum, strength, i) => sum + strength * (ratings[i]?.[row] ?? 0), 0);
    return Math.round(pull + random() * 4);
  });
  const columns = ratings.map((values, index) =>
    columnOf(values.map(String), { index, name: `item ${index}`, role: 'rating', scale: { min: 1, max: 5 } }),
  );
  const targetColumn = columnOf(target.map(String), {
    index: columns.length,
    name: 'target',
    role: 'number',
  });
  return { rowCount: rows, decimal: '.', columns: [...columns, targetColumn] };
}

const last = (table: SurveyTable): SurveyColumn => {
  const column = table.columns.at(-1);
  if (!column) throw new Error('no columns');
  return column;
};

function findDrivers(table: SurveyTable, target: SurveyColumn): DriverReport | undefined {
  const items = columnsWithRole(table, ...RATED_ROLES).flatMap((column) =>
    column === target ? [] : [column.name],
  );
  return driversOfTable(table, target, { items, weights: undefined, random: seededRandom(1) });
}

test('[SV21] LMG and relative weights both sum to R2, in any data', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1, maxLength: 6 }),
      fc.nat(),
      (strengths, seed) => {
        const table = ratedTable(strengths, 80, seed);
        const drivers = findDrivers(table, last(table));
        const ranked = rankDrivers(table, last(table));
        expect(ranked?.columns.toSorted()).toEqual(drivers?.items.map(({ column }) => column).toSorted());
        if (!drivers || !ranked) return;
        expect(ranked.rSquared).toBeCloseTo(drivers.rSquared, 9);
        const shares = new Map(drivers.items.map(({ column, lmg: own }) => [column, own]));
        const inRank = ranked.columns.map((column) => shares.get(column) ?? NaN);
        expect(inRank.every((own, i) => own <= (inRank[i - 1] ?? Infinity) + 1e-9)).toBe(true);
        expect(drivers.items.reduce((sum, item) => sum + item.lmg, 0)).toBeCloseTo(drivers.rSquared, 9);
        const whole = drivers.rSquared > 0 ? 100 : 0;
        expect(drivers.items.reduce((sum, item) => sum + item.johnsonShare, 0)).toBeCloseTo(whole, 6);
      },
    ),
    { numRuns: 40, examples: [[[0], 300268120]] }, // explains exactly nothing
  );
});

test('[SV21] items in no relation to each other: both shares are the squared correlations', () => {
  const matrix = Float64Array.of(1, 0, 0.6, 0, 1, -0.3, 0.6, -0.3, 1);
  expect([...lmg(matrix, 3)].map((share) => share.toFixed(9))).toEqual(['0.360000000', '0.090000000']);
  expect([...relativeWeights(matrix, 3)].map((share) => share.toFixed(9))).toEqual([
    '0.360000000',
    '0.090000000',
  ]);
});

test('[SV21] two equal items share alike, and a copy adds nothing to R2', () => {
  const matrix = Float64Array.of(1, 1, 0.5, 1, 1, 0.5, 0.5, 0.5, 1);
  expect([...lmg(matrix, 3)]).toEqual([0.125, 0.125]);
});

test('[SV21] the R2 of every subset equals the formula for two predictors', () => {
  const [r12, r1y, r2y] = [0.4, 0.5, 0.3];
  const matrix = Float64Array.of(1, r12, r1y, r12, 1, r2y, r1y, r2y, 1);
  const joint = (r1y ** 2 + r2y ** 2 - 2 * r1y * r2y * r12) / (1 - r12 ** 2);
  const [none = -1, first = -1, second = -1, all = -1] = subsetRSquared(matrix, 3);
  expect([none, first, second]).toEqual([0, 0.25, expect.closeTo(0.09, 12)]);
  expect(all).toBeCloseTo(joint, 12);
});

test('[SV21] rows with an N/A are left out of all items (listwise), and N/A is not a low score', () => {
  const table = ratedTable([1, 1], 60, 3);
  const [first, ...others] = table.columns;
  if (!first) throw new Error('no columns');
  const withNa = { ...table, columns: [{ ...first, naCodes: ['1'] }, ...others] };
  const ones = [...first.codes].filter((code) => first.dictionary.textAt(code) === '1').length;
  expect(findDrivers(withNa, last(table))?.n).toBe(60 - ones);
});

test('[SV21] a target of two answers is 0 and 1, the better one 1', () => {
  const table = ratedTable([1], 40, 5);
  const answers = [...last(table).codes].map((_, row) =>
    (table.columns[0]?.codes[row] ?? 0) > 2 ? 'satisfied' : 'dissatisfied',
  );
  const ratings = answers.map((text) => (text === 'satisfied' ? '5' : '2'));
  const item = columnOf(ratings, { name: 'item', role: 'rating', scale: { min: 1, max: 5 } });
  const target = columnOf(answers, { index: 1, name: 'target' });
  const drivers = findDrivers({ rowCount: 40, decimal: '.', columns: [item, target] }, target);
  expect(drivers?.items[0]?.r).toBeCloseTo(1, 9);
});

test('[SV21] correlations of large values keep their digits', () => {
  const x = columnOf(['2000000001', '2000000002', '2000000003'], { role: 'number' });
  const y = columnOf(['1', '2', '3'], { role: 'number' });
  const scores = (offset: number): Float64Array => Float64Array.of(NaN, offset + 1, offset + 2, offset + 3);
  const { matrix } = correlations(
    [
      { column: x, scores: scores(2e9) },
      { column: y, scores: scores(0) },
    ],
    3,
  );
  expect(matrix[1]).toBeCloseTo(1, 12);
});

test('[SV21] eigenvalues and vectors rebuild the matrix', () => {
  const matrix = Float64Array.of(1, 0.5, 0.2, 0.5, 1, -0.3, 0.2, -0.3, 1);
  const { values, vectors } = symmetricEigen(matrix, 3);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let sum = 0;
      for (let k = 0; k < 3; k++)
        sum += (vectors[i * 3 + k] ?? 0) * (values[k] ?? 0) * (vectors[j * 3 + k] ?? 0);
      expect(sum).toBeCloseTo(matrix[i * 3 + j] ?? NaN, 10);
    }
  }
});
