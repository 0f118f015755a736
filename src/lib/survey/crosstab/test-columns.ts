import { twoSidedP } from '#lib/base/normal.ts';
import { isTested } from '#lib/base/small-n.ts';
import { adjustP } from '../segments/adjust-p.ts';
import { FALSE_FLAGS } from '../segments/segment-report.ts';
import type { Crosstab } from './crosstab.ts';

/** Which columns' shares each cell is above, after correction. */
export interface ColumnTests {
  /** By row, then by column: the places of the columns whose share is lower. */
  above: readonly (readonly (readonly number[])[])[];
  /** Pairs tested, those with p below 5 % by themselves, and those that remain after correction. */
  tested: number;
  looked: number;
  remained: number;
}

/**
 * The shares of a table's columns, two by two in every row: z = (p1 - p2) / sqrt(p (1 - p) (1/n1 + 1/n2 - 2 q)),
 * two-sided, p the pooled share, n the effective number of respondents, q the part of the variance that both
 * columns share because some people are in both (unweighted: people in both / (n1 n2); 0 unless the columns are
 * a multiple choice or nets). p-values are corrected over all rows and column pairs of the table after
 * Benjamini and Hochberg (1995). Columns of fewer than ten people [SV93] are not tested. See [SV164].
 */
export function testColumns({ rows, columns, overlap }: Crosstab): ColumnTests {
  const pairs: { row: number; higher: number; lower: number }[] = [];
  const p: number[] = [];
  rows.forEach(({ cells }, row) => {
    for (let first = 0; first < columns.length; first++) {
      for (let second = first + 1; second < columns.length; second++) {
        const [a, b] = [columns[first], columns[second]];
        if (!a || !b || !isTested(a.n, b.n)) continue;
        const [one, other] = [(cells[first]?.share ?? NaN) / 100, (cells[second]?.share ?? NaN) / 100];
        const pooled = (one * a.effectiveN + other * b.effectiveN) / (a.effectiveN + b.effectiveN);
        const spread = 1 / a.effectiveN + 1 / b.effectiveN - 2 * (overlap[first]?.[second] ?? 0);
        const variance = pooled * (1 - pooled) * spread;
        // Everybody or nobody in both columns: there is nothing to tell apart.
        if (!(variance > 1e-15)) continue;
        pairs.push(
          one > other ? { row, higher: first, lower: second } : { row, higher: second, lower: first },
        );
        p.push(twoSidedP((one - other) / Math.sqrt(variance)));
      }
    }
  });
  const adjusted = adjustP(p);
  const above = rows.map(() => columns.map((): number[] => []));
  pairs.forEach(({ row, higher, lower }, i) => {
    if ((adjusted[i] ?? NaN) <= FALSE_FLAGS) above[row]?.[higher]?.push(lower);
  });
  return {
    above: above.map((cells) => cells.map((places) => places.sort((a, b) => a - b))),
    tested: p.length,
    looked: p.filter((each) => each <= FALSE_FLAGS).length,
    remained: adjusted.filter((each) => each <= FALSE_FLAGS).length,
  };
}

/** The letter of a column as market research writes it: A to Z, then AA, AB and so on. */
export function columnLetter(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : columnLetter(Math.floor(place / 26) - 1) + letter;
}
