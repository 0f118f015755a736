import { answerScores } from '../measure/scores.ts';
import type { Scale, SurveyColumn } from '#lib/tabular/table/table.ts';

/** The scale of a rated column whose file names none: from its lowest to its highest answer. */
export function findScale(column: SurveyColumn, decimal: '.' | ','): Scale | undefined {
  if (column.role === 'nps') return { min: 0, max: 10 };
  if (!['csat', 'ces', 'rating'].includes(column.role)) return undefined;
  let min = Infinity;
  let max = -Infinity;
  for (const score of answerScores(column, decimal)) {
    if (score < min) min = score;
    if (score > max) max = score;
  }
  return min < max ? { min, max } : undefined;
}
