import type { ColumnFilter } from '../wave/view.ts';

/** Beyond any number that a column of answers holds. */
const ANY_NUMBER = 1e12;

/** Filters that leave those in who gave a number in each of these columns, whatever it is: the rows of a model. */
export function answeredBy(columns: readonly string[]): ColumnFilter[] {
  return columns.map((column) => ({ column, range: [-ANY_NUMBER, ANY_NUMBER] }));
}
