import { answerScores } from './scores.ts';
import { columnsWithRole, type SurveyColumn, type SurveyTable } from './table.ts';

/** Who praises and who complains: one byte a row, 1 for its members. */
export interface CommentGroups {
  /** The column that parts them. */
  column: string;
  positive: Uint8Array;
  negative: Uint8Array;
}

/**
 * Promoters and detractors by the NPS column, or the two best and the two worst points of the first rating;
 * undefined without either. Whoever gave no score is in neither group.
 */
export function groupComments(table: SurveyTable): CommentGroups | undefined {
  const [column] = [...columnsWithRole(table, 'nps'), ...columnsWithRole(table, 'csat', 'rating')];
  if (!column) return undefined;
  const [low, high] = limitsOf(column);
  const scores = answerScores(column, table.decimal);
  const where = (isIn: (score: number) => boolean): Uint8Array =>
    Uint8Array.from(column.codes, (code) => (isIn(scores[code] ?? NaN) ? 1 : 0));
  return {
    column: column.name,
    positive: where((score) => score >= high),
    negative: where((score) => score <= low),
  };
}

function limitsOf({ role, scale }: SurveyColumn): [low: number, high: number] {
  if (role === 'nps') return [6, 9];
  const { min, max } = scale ?? { min: 1, max: 5 };
  return max - min > 2 ? [min + 1, max - 1] : [min, max];
}
