import { PatchedDictionary } from './dictionary.ts';
import { unguardFormula } from './export-cell.ts';
import type { SurveyTable } from './table.ts';

/**
 * The table with the apostrophes taken off that an export put before would-be formulas, ours or another
 * tool's: what was answered comes back. Columns without any stay as they are. See [SV75].
 */
export function unguardTable(table: SurveyTable): SurveyTable {
  const columns = table.columns.map((column) => {
    if (column.role === 'ignore') return column;
    const { dictionary } = column;
    const patches = new Map<number, string>();
    for (let code = 1; code < dictionary.size; code++) {
      const text = dictionary.textAt(code);
      if (!text.startsWith("'")) continue;
      const plain = unguardFormula(text);
      if (plain !== text) patches.set(code, plain);
    }
    return patches.size === 0
      ? column
      : { ...column, dictionary: new PatchedDictionary(dictionary, patches) };
  });
  return { ...table, columns };
}
