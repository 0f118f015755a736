import { PatchedDictionary } from './dictionary.ts';
import { unguardFormula } from '#lib/base/csv-cell.ts';
import type { SurveyTable } from './table.ts';

/**
 * The table with the apostrophes taken off that an export put before would-be formulas, ours or another
 * tool's: what was answered comes back, and how it was asked. Columns without any stay as they are. See [SV75].
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
    const heading = { name: unguardFormula(column.name), label: unguardFormula(column.label) };
    const isGuarded = heading.name !== column.name || heading.label !== column.label;
    if (patches.size === 0) return isGuarded ? { ...column, ...heading } : column;
    return { ...column, ...heading, dictionary: new PatchedDictionary(dictionary, patches) };
  });
  return { ...table, columns };
}
