import type { KeynessReport } from './analysis-report.ts';
import { buildCorpus } from '../comments/comment-corpus.ts';
import { groupsOf, rowGroups } from '../comments/comment-groups.ts';
import { keyness } from '../comments/keyness.ts';
import { mainComment } from '../comments/main-comment.ts';
import { columnsWithRole, type SurveyTable } from '#lib/tabular/table/table.ts';

/** Words a side: enough to read, and the file stays small. */
export const MOST_REPORTED_TERMS = 50;

/**
 * The words of promoters and detractors (or of the best two and the worst two points of the first rating)
 * in the column of comments in which most was written; empty when the file has no comments or no score. See [SV63].
 */
export function reportKeyness(table: SurveyTable): { keyness?: KeynessReport } {
  const column = mainComment(columnsWithRole(table, 'comment'));
  const [score] = [...columnsWithRole(table, 'nps'), ...columnsWithRole(table, 'csat', 'rating')];
  if (!column || !score) return {};
  const groups = rowGroups(score, table.decimal);
  // Comments of neither side need not be read.
  const corpus = buildCorpus(column, groups);
  const { positive, negative } = keyness(corpus, groupsOf(corpus, groups), {
    withPairs: false,
    limit: MOST_REPORTED_TERMS,
  });
  return { keyness: { column: column.name, by: score.name, positive, negative } };
}
