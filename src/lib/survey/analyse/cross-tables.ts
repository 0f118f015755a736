import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { crosstab, type Crosstab } from '../crosstab/crosstab.ts';
import { type CrossRefused, findCrossQuestion, isCrossQuestion } from '../crosstab/find-question.ts';

/** A crosstab as the page computes it, and once more with weights where there are some. */
export interface CrossTables {
  plain: Crosstab;
  weighted: Crosstab | undefined;
}

/** One question by another, each by its name; says which of them cannot be crossed, and why. See [SV165]. */
export function crossTables(
  table: SurveyTable,
  [rowName, columnName]: readonly [row: string, column: string],
  weights: Float64Array | undefined,
): CrossTables | CrossRefused {
  const row = findCrossQuestion(table, rowName);
  if (!isCrossQuestion(row)) return { name: rowName, refusal: row };
  const column = findCrossQuestion(table, columnName);
  if (!isCrossQuestion(column)) return { name: columnName, refusal: column };
  if (row.name === column.name) return { name: columnName, refusal: { reason: 'same-question' } };
  return {
    plain: crosstab(row, column),
    weighted: weights && crosstab(row, column, { weights }),
  };
}
