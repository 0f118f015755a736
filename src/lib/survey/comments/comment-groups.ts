import type { CommentCorpus } from './comment-corpus.ts';
import { npsParts } from '../measure/nps.ts';
import { FIRST_GROUP, SECOND_GROUP } from './keyness.ts';
import { answerScores, givenScores } from '../measure/scores.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';

/**
 * Happy and unhappy comments by a score, a number a comment (1, 2 or 0 for neither): promoters and
 * detractors of an NPS column, otherwise the two best points of the scale and everything from the second
 * worst down (4 and 5 against 1 and 2). No answer belongs to neither. See [SV63].
 */
export function groupByScore(corpus: CommentCorpus, column: SurveyColumn, decimal: '.' | ','): Uint8Array {
  const groups = rowGroups(column, decimal);
  return groupsOf(corpus, groups);
}

/** The group of each comment from that of its row. */
export function groupsOf({ rows }: CommentCorpus, rowGroup: Uint8Array): Uint8Array {
  const groups = new Uint8Array(rows.length);
  for (let i = 0; i < groups.length; i++) groups[i] = rowGroup[rows[i] ?? 0] ?? 0;
  return groups;
}

/** The same for every row of the table, whether it has a comment or not. */
export function rowGroups(column: SurveyColumn, decimal: '.' | ','): Uint8Array {
  const scores = answerScores(column, decimal);
  const parts = column.role === 'nps' ? npsParts(scores) : undefined;
  const { min, max } = column.scale ?? { min: 1, max: 5 };
  const groupOfEntry = Uint8Array.from(scores, (score, code) => {
    if (Number.isNaN(score)) return 0;
    if (parts) return parts[code] === 1 ? FIRST_GROUP : parts[code] === -1 ? SECOND_GROUP : 0;
    return score >= max - 1 ? FIRST_GROUP : score <= min + 1 ? SECOND_GROUP : 0;
  });
  const { codes } = column;
  const groups = new Uint8Array(codes.length);
  for (let row = 0; row < groups.length; row++) groups[row] = groupOfEntry[codes[row] ?? 0] ?? 0;
  return groups;
}

/** Comments of those who gave one answer, and of everybody else who answered; a number a comment as above. */
export function groupBySegment({ rows }: CommentCorpus, column: SurveyColumn, value: string): Uint8Array {
  const given = givenScores(column);
  return Uint8Array.from(rows, (row) => {
    const code = column.codes[row] ?? 0;
    if (given[code] !== 1) return 0;
    return column.dictionary.textAt(code) === value ? FIRST_GROUP : SECOND_GROUP;
  });
}
