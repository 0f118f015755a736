import type { CrossReport } from './analysis-report.ts';
import type { CrossTables } from './cross-tables.ts';

/** The crosstab in the shape of the JSON: what its cells test stands on the weighted table where there is one. */
export function reportCross({ plain, weighted }: CrossTables): CrossReport {
  const tested = weighted ?? plain;
  return {
    row: plain.row.name,
    column: plain.column.name,
    n: plain.all.n,
    ...(weighted ? { nEff: weighted.all.effectiveN } : {}),
    cells: plain.rows.flatMap(({ text, cells }, r) =>
      cells.map(({ count, share }, c) => {
        const own = tested.rows[r]?.cells[c];
        return {
          row: text,
          column: plain.columns[c]?.text ?? '',
          count,
          share,
          ci95: own?.interval ?? [NaN, NaN],
          ...(weighted ? { weightedShare: own?.share ?? NaN } : {}),
        };
      }),
    ),
    chi2: tested.chiSquared?.value ?? NaN,
    df: tested.chiSquared?.degreesOfFreedom ?? NaN,
    p: tested.chiSquared?.p ?? NaN,
    cramersV: tested.chiSquared?.cramersV ?? NaN,
  };
}
