import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import type { ColumnFilter } from '../wave/view.ts';

/**
 * Which distinct answers a filter lets through, 1 or 0 for each. `numbers` are those of the answers (days
 * for a date), NaN where there is none; "no answer" never passes a filter. An empty filter passes nothing.
 */
export function allowedAnswers(
  { dictionary }: SurveyColumn,
  numbers: Float64Array,
  given: Float64Array,
  filter: ColumnFilter,
): Uint8Array {
  const allowed = new Uint8Array(dictionary.size);
  const values = filter.values && new Set(filter.values);
  const [low, high] = filter.range ?? [-Infinity, Infinity];
  for (let code = 1; code < allowed.length; code++) {
    if (given[code] !== 1) continue;
    if (values && !values.has(dictionary.textAt(code))) continue;
    const number = numbers[code] ?? NaN;
    if (filter.range && !(number >= low && number <= high)) continue;
    if (values || filter.range) allowed[code] = 1;
  }
  return allowed;
}
