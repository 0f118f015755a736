import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import { answerScores } from '../measure/scores.ts';
import type { WaveFile } from '../wave/wave-file.ts';
import { findMarks, parseSearch } from './comment-search.ts';
import type { CommentView } from './comments-calls.ts';
import { daysOf, isoDay, type OpenComments, SCORE_ROLES } from './open-comments.ts';

/** Shown beside a comment: more would be a table. */
const SHOWN_SEGMENTS = 3;

/** Comments as they are read, with what is known of who wrote them; matches of the search are marked. */
export async function readComments(
  open: OpenComments,
  rows: readonly number[],
  search: string,
): Promise<CommentView[]> {
  const { file, commentOf, tags } = open;
  const terms = parseSearch(search);
  const groups = await open.npsGroups();
  const days = await daysOf(file);
  const score = await leadingScore(file);
  const scores = score && answerScores(score, file.decimal);
  const categories = file.columns.filter(({ role }) => role === 'category').slice(0, SHOWN_SEGMENTS);
  const segments = await Promise.all(categories.map(({ name }) => file.column(name)));
  return rows.map((row) => {
    const text = open.textOf(row);
    const comment = commentOf[row] ?? -1;
    const day = days?.at(row) ?? NaN;
    return {
      row,
      text,
      marks: findMarks(text, terms),
      score: scores?.[score?.codes[row] ?? 0] ?? NaN,
      group: groups?.[comment] ?? '',
      day: Number.isNaN(day) ? '' : isoDay(day),
      segments: segments
        .map((each) => each?.dictionary.textAt(each.codes[row] ?? 0) ?? '')
        .filter((value) => value !== ''),
      tagIds: tags.filter(({ hits }) => hits[comment] === 1).map(({ tag }) => tag.id),
    };
  });
}

async function leadingScore(file: WaveFile): Promise<SurveyColumn | undefined> {
  const info =
    file.columns.find(({ role }) => role === 'nps') ??
    file.columns.find(({ role }) => SCORE_ROLES.includes(role));
  return info && file.column(info.name);
}
