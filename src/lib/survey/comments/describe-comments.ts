import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import { answerScores, givenScores } from '../measure/scores.ts';
import type { WaveFile } from '../wave/wave-file.ts';
import type { CommentsOverview } from './comments-calls.ts';
import { daysOf, isoDay, type OpenComments, SCORE_ROLES } from './open-comments.ts';
import { isSegmentSized, MOST_SEGMENT_ANSWERS } from '../measure/groups.ts';

export const MOST_SCALE_POINTS = 11;

/** What the comments of a wave can be looked at by; `open` is the column that was opened, if it is one of comments. */
export async function describeComments(
  file: WaveFile,
  open: OpenComments | undefined,
): Promise<CommentsOverview> {
  const scores: CommentsOverview['scores'][number][] = [];
  const segments: CommentsOverview['segments'][number][] = [];
  for (const info of file.columns) {
    const { role, label } = info;
    if (!SCORE_ROLES.includes(role) && role !== 'category') continue;
    const column = await file.column(info.name);
    if (!column) continue;
    if (role === 'category') {
      const values = answersOf(column);
      if (isSegmentSized(values.length)) segments.push({ name: info.name, label, values });
      continue;
    }
    const found = [...new Set(answerScores(column, file.decimal))].filter((score) => !Number.isNaN(score));
    const points = found.sort((a, b) => b - a).slice(0, MOST_SCALE_POINTS);
    scores.push({ name: info.name, label, points, isNps: role === 'nps' });
  }
  scores.sort((a, b) => Number(b.isNps) - Number(a.isNps));
  const days = await daysOf(file);
  let first = Infinity;
  let last = -Infinity;
  for (const day of days?.ofEntry ?? []) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return {
    columns: file.columns
      .filter(({ role }) => role === 'comment')
      .map((each) => ({ name: each.name, label: each.label })),
    column: open?.column.name ?? '',
    comments: open?.corpus.rows.length ?? 0,
    scores,
    segments,
    days: first <= last ? [isoDay(first), isoDay(last)] : undefined,
  };
}

function answersOf(column: SurveyColumn): string[] {
  const given = givenScores(column);
  const values = new Set<string>();
  for (let code = 1; code < column.dictionary.size && values.size <= MOST_SEGMENT_ANSWERS; code++) {
    if (given[code] === 1) values.add(column.dictionary.textAt(code));
  }
  return [...values].sort();
}
