import type { Counted } from './count-rows.ts';
import { emptyCodes, type PackedCodes } from '#lib/tabular/table/packed-codes.ts';
import type { Tally } from '#lib/tabular/table/tally.ts';

/** A table of counts of this many cells stays in the processor's first cache. */
export const MOST_CELLS = 4096;

/** One column to be counted: a code a row, below `size`. */
export interface CodedColumn {
  codes: PackedCodes;
  size: number;
}

/** Several columns joined to one code a row: `code of the group = sum of code x stride`. */
export interface ColumnGroup extends Counted {
  members: readonly { column: number; stride: number; size: number }[];
}

/**
 * Joins small columns into groups that are counted together: four ratings of six answers are one column
 * of 1296, so that twenty columns take about six passes over the rows instead of twenty. The counts of
 * each column are sums over the table of its group.
 */
export function groupColumns(columns: readonly CodedColumn[], rowCount: number): ColumnGroup[] {
  const bySize = columns.map(({ size }, column) => ({ column, size })).sort((a, b) => b.size - a.size);
  const plans: { size: number; members: { column: number; stride: number; size: number }[] }[] = [];
  for (const { column, size } of bySize) {
    const plan = plans.find((each) => each.size * size <= MOST_CELLS);
    if (plan) {
      plan.members.push({ column, stride: plan.size, size });
      plan.size *= size;
    } else {
      plans.push({ size, members: [{ column, stride: 1, size }] });
    }
  }
  return plans.map(({ size, members }) => {
    const codes = emptyCodes(rowCount, size);
    for (const { column, stride } of members) {
      const own = columns[column]?.codes;
      if (own) addScaled(codes, own, stride);
    }
    return { codes, size, members, totals: undefined };
  });
}

/** Adds `codes` x `stride` to the codes of a group or a crossing. */
export function addScaled(sum: PackedCodes, codes: PackedCodes, stride: number): void {
  for (let row = 0; row < sum.length; row++) sum[row] = (sum[row] ?? 0) + (codes[row] ?? 0) * stride;
}

/** The tally of one member from the tally of its group. */
export function marginalTally(tally: Tally, stride: number, size: number): Tally {
  const counts = marginal(tally.counts, stride, size);
  if (tally.weights === tally.counts) return { counts, weights: counts, weightSquares: counts };
  return {
    counts,
    weights: marginal(tally.weights, stride, size),
    weightSquares: marginal(tally.weightSquares, stride, size),
  };
}

function marginal(table: Float64Array, stride: number, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let cell = 0; cell < table.length; cell++) {
    const code = Math.trunc(cell / stride) % size;
    sums[code] = (sums[code] ?? 0) + (table[cell] ?? 0);
  }
  return sums;
}
