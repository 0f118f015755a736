import type { CrossRow, Crosstab } from './crosstab.ts';

/** In the order of the answers, by the share of everybody, or by the share in one column (its place). */
export type CrossSort = 'natural' | 'all' | number;

/** The rows of a table in this order, the largest share first; nets stay behind the answers. See [SV163]. */
export function sortRows({ rows }: Crosstab, sort: CrossSort): { row: CrossRow; place: number }[] {
  const placed = rows.map((row, place) => ({ row, place }));
  if (sort === 'natural') return placed;
  const shareOf = (row: CrossRow): number => (sort === 'all' ? row.all : row.cells[sort])?.share ?? NaN;
  const rank = (row: CrossRow): number => (Number.isNaN(shareOf(row)) ? -1 : shareOf(row));
  return placed.sort((a, b) => Number(!!a.row.net) - Number(!!b.row.net) || rank(b.row) - rank(a.row));
}
