import {
  compareTables,
  type Duplicates,
  findDuplicates,
  type MatchBy,
  type TableDifference,
} from './compare-tables.ts';
import { columnsWithRole, findColumn, type SurveyTable } from '#lib/tabular/table/table.ts';

/** What an analyst sees before a file takes the place of a wave's. */
export interface WaveComparison {
  difference: TableDifference;
  /** How the rows were matched, and the id columns of both files by which they could be. */
  by: MatchBy;
  keys: readonly string[];
  /** Rows of the new file that somebody may have sent twice. */
  duplicates: Duplicates;
}

/**
 * Compares the wave as it is kept with a file for its place; without `by` its rows are matched by the first
 * id column that both have, else by content. See [SV87].
 */
export function compareWaves(before: SurveyTable, after: SurveyTable, by?: MatchBy): WaveComparison {
  const keys = columnsWithRole(after, 'id').flatMap(({ name }) =>
    findColumn(before, name)?.name === name ? [name] : [],
  );
  const [key] = keys;
  const chosen = by ?? (key === undefined ? { kind: 'content' } : { kind: 'key', column: key });
  return {
    difference: compareTables(before, after, chosen),
    by: chosen,
    keys,
    duplicates: findDuplicates(after),
  };
}
