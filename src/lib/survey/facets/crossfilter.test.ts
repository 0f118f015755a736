import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Crossfilter } from './crossfilter.ts';
import { packCodes } from '#lib/tabular/table/packed-codes.ts';
import type { Tally } from '#lib/tabular/table/tally.ts';

const SIZES = [3, 6, 6, 300, 12, 4];

interface Case {
  rows: number[][];
  weights: number[] | undefined;
  /** For each column the allowed codes, or nothing when it is not filtered. */
  filters: (number[] | undefined)[];
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    rows: fc.array(fc.tuple(...SIZES.map((size) => fc.nat(size - 1))), { maxLength: 60 }),
    isWeighted: fc.boolean(),
    weights: fc.array(fc.constantFrom(0, 0.5, 1, 2.25, NaN), { minLength: 60, maxLength: 60 }),
    filters: fc.tuple(
      ...SIZES.map((size) => fc.option(fc.array(fc.nat(size - 1), { maxLength: size }), { nil: undefined })),
    ),
  })
  .map(({ rows, isWeighted, weights, filters }) => ({
    rows,
    filters,
    weights: isWeighted ? weights : undefined,
  }));

function build({ rows, weights }: Case): Crossfilter {
  const columns = SIZES.map((size, column) => ({
    size,
    codes: packCodes(
      Int32Array.from(rows, (row) => row[column] ?? 0),
      size,
    ),
  }));
  const crossfilter = new Crossfilter(columns, rows.length);
  crossfilter.weigh(weights && Float64Array.from(weights.slice(0, rows.length)));
  return crossfilter;
}

function allow(size: number, codes: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: size }, (_, code) => Number(codes.includes(code)));
}

/** Every row asked of every filter, one after another. */
function countPlainly(
  { rows, weights, filters }: Case,
  codeOf: (row: number[]) => number,
  except?: number,
): Map<number, number[]> {
  const found = new Map<number, number[]>();
  rows.forEach((row, at) => {
    const weight = weights ? (weights[at] ?? NaN) : 1;
    if (!(weight > 0)) return;
    const passes = filters.every(
      (allowed, column) => column === except || !allowed || allowed.includes(row[column] ?? 0),
    );
    if (!passes) return;
    const [count = 0, sum = 0, squares = 0] = found.get(codeOf(row)) ?? [];
    found.set(codeOf(row), [count + 1, sum + weight, squares + weight * weight]);
  });
  return found;
}

function listed({ counts, weights, weightSquares }: Tally): Map<number, number[]> {
  const found = new Map<number, number[]>();
  counts.forEach((count, code) => {
    if (count > 0) found.set(code, [count, weights[code] ?? 0, weightSquares[code] ?? 0]);
  });
  return found;
}

const rounded = (found: Map<number, number[]>): [number, string[]][] =>
  [...found].sort((a, b) => a[0] - b[0]).map(([code, sums]) => [code, sums.map((sum) => sum.toFixed(9))]);

test('[SV40] counts under filters are those of asking every row of every filter, in any table', () => {
  fc.assert(
    fc.property(cases, (input) => {
      const crossfilter = build(input);
      input.filters.forEach(
        (codes, column) => codes && crossfilter.filter(column, allow(SIZES[column] ?? 0, codes)),
      );
      const selected = crossfilter.selected();
      SIZES.forEach((_, column) => {
        const all = selected[column];
        if (!all) throw new Error(`column ${column} was not counted`);
        const codeOf = (row: number[]): number => row[column] ?? 0;
        expect(rounded(listed(all))).toEqual(rounded(countPlainly(input, codeOf)));
        expect(rounded(listed(crossfilter.underOthers(column, all)))).toEqual(
          rounded(countPlainly(input, codeOf, column)),
        );
      });
      const crossing = (row: number[]): number => (row[4] ?? 0) + 12 * (row[1] ?? 0);
      expect(rounded(listed(crossfilter.crossed([4, 1])))).toEqual(rounded(countPlainly(input, crossing)));
      expect(rounded(listed(crossfilter.crossed([4, 1], 1)))).toEqual(
        rounded(countPlainly(input, crossing, 1)),
      );
    }),
    { numRuns: 300 },
  );
});

test('[SV40] a filter that is changed, taken away and set again leaves no trace', () => {
  fc.assert(
    fc.property(cases, fc.array(fc.nat(SIZES.length - 1), { maxLength: 12 }), (input, order) => {
      const crossfilter = build(input);
      for (const column of order) {
        crossfilter.filter(column, allow(SIZES[column] ?? 0, [0, 1]));
        crossfilter.selected();
        crossfilter.release(column);
      }
      input.filters.forEach(
        (codes, column) => codes && crossfilter.filter(column, allow(SIZES[column] ?? 0, codes)),
      );
      const fresh = build(input);
      input.filters.forEach(
        (codes, column) => codes && fresh.filter(column, allow(SIZES[column] ?? 0, codes)),
      );
      expect(crossfilter.selected().map((tally) => rounded(listed(tally)))).toEqual(
        fresh.selected().map((tally) => rounded(listed(tally))),
      );
      expect([...crossfilter.selection.passing]).toEqual([...fresh.selection.passing]);
    }),
    { numRuns: 100 },
  );
});
