import type { SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';
import { answerScores } from '../measure/scores.ts';
import { chooseItems } from './choose-items.ts';
import { canVary, FEWEST_PER_ITEM } from './driver-report.ts';
import { targetScores } from './target-scores.ts';

/** What an analysis of drivers lacks. */
export type DriverFault =
  | { reason: 'target' }
  | { reason: 'no-items' }
  | { reason: 'items'; names: readonly string[] }
  | { reason: 'few'; complete: number; needed: number; fewest: { name: string; percent: number } };

/** Why there are no drivers of this target among these items: the first thing that is missing. See [SV168]. */
export function driverFault(
  table: SurveyTable,
  target: SurveyColumn,
  names: readonly string[],
  answer?: string,
): DriverFault {
  const scores = targetScores(target, table.decimal, answer);
  if (!scores) return { reason: 'target' };
  const items = table.columns
    .filter(({ name }) => names.includes(name))
    .map((column) => ({ column, scores: answerScores(column, table.decimal) }));
  if (items.length === 0) return { reason: 'no-items' };
  const flat = items.filter((item) => !canVary(item));
  if (flat.length > 0) return { reason: 'items', names: flat.map(({ column }) => column.name) };
  const rows = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  const variables = { column: target, scores };
  // One by one: how many of the respondents answered each.
  const answered = items.map((item) => {
    const { respondents, complete } = chooseItems(variables, [item], rows, {
      weights: undefined,
      fewestPerItem: 0,
      fewestShare: 0,
    });
    return { name: item.column.name, percent: respondents > 0 ? (100 * complete) / respondents : 0 };
  });
  const { complete } = chooseItems(variables, items, rows, {
    weights: undefined,
    fewestPerItem: 0,
    fewestShare: 0,
  });
  const [fewest = { name: '', percent: 0 }] = answered.sort((a, b) => a.percent - b.percent);
  return { reason: 'few', complete, needed: FEWEST_PER_ITEM * items.length, fewest };
}
