import type { ColumnRole } from '#lib/tabular/table/table.ts';
import type { Battery } from './batteries.ts';
import type { RoleGuess } from './role-guess.ts';
import type { ColumnSummary } from './summary.ts';

/** A column with what its file says about it. */
export interface ColumnInContext {
  summary: ColumnSummary;
  /** Heading and question, folded. */
  words: string;
  /** The question of which this column is one item. */
  battery: Battery | undefined;
  /** The words of every column. */
  all: readonly string[];
  /** What Delighted's column `survey_type` says that `score` is. */
  scoreKind: ColumnRole | undefined;
}

/** What one rule makes of a column; undefined when it does not recognise it. */
export type RoleRule = (column: ColumnInContext) => RoleGuess | undefined;
