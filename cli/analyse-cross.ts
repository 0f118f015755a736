import type { CrossTables } from '#lib/survey/analyse/cross-tables.ts';
import { FEWEST_EXPECTED } from '#lib/survey/crosstab/chi-squared.ts';
import { columnLetter, testColumns } from '#lib/survey/crosstab/test-columns.ts';
import { textTable } from './text-table.ts';

/**
 * A crosstab for a terminal: percent of each column's respondents with the letters of the columns that are lower,
 * the test of association below. Weighted where the file has weights.
 */
export function formatCross({ plain, weighted }: CrossTables): string {
  const table = weighted ?? plain;
  const { above, tested, remained } = testColumns(table);
  const letters = (places: readonly number[]): string => places.map(columnLetter).join('');
  const percent = (share: number): string => (Number.isNaN(share) ? '-' : `${share.toFixed(1)} %`);
  const headings = [
    table.row.name,
    ...table.columns.map(({ text }, c) => `${columnLetter(c)}: ${text}`),
    'all',
  ];
  const rows = table.rows.map(({ text, cells, all }, r) => [
    text,
    ...cells.map(({ share }, c) => `${percent(share)} ${letters(above[r]?.[c] ?? [])}`.trim()),
    percent(all.share),
  ]);
  const effective = (n: number, own: number): string =>
    weighted ? `${n} (${own.toFixed(1)} effective)` : String(n);
  rows.push([
    'n',
    ...table.columns.map(({ n, effectiveN }) => effective(n, effectiveN)),
    effective(table.all.n, table.all.effectiveN),
  ]);
  const { chiSquared } = table;
  const association = chiSquared
    ? `chi-square ${chiSquared.value.toFixed(2)}, df ${chiSquared.degreesOfFreedom}, p ${chiSquared.p.toPrecision(3)}, Cramer's V ${chiSquared.cramersV.toFixed(3)}` +
      (chiSquared.lowCells > 0
        ? `; ${chiSquared.lowCells} of ${chiSquared.cells} expected counts are below ${FEWEST_EXPECTED}`
        : '')
    : 'no chi-square: a person may be in several cells, or no two rows and columns have answers';
  return [
    `${table.row.name} by ${table.column.name}: percent of each column${weighted ? ', weighted' : ''}`,
    textTable(headings, rows),
    `letters: columns whose share is lower (z, BH over ${tested} pairs, ${remained} remain)`,
    association,
  ].join('\n');
}
