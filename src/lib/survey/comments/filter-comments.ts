import { answerScores } from '../measure/scores.ts';
import { parseSearch, searchCorpus } from './comment-search.ts';
import type { CommentFilter } from './comments-calls.ts';
import { FIRST_GROUP, SECOND_GROUP } from './keyness.ts';
import { daysOf, type OpenComments } from './open-comments.ts';

const DAY_MS = 86_400_000;

/** The rows whose comments fit every condition, in the order of the file. See [SV60]. */
export async function filterComments(open: OpenComments, filter: CommentFilter): Promise<Int32Array> {
  const { corpus, file, tags } = open;
  const found = searchCorpus(corpus, parseSearch(filter.search));
  const keep = (isKept: (comment: number, row: number) => boolean): void => {
    for (let i = 0; i < found.length; i++)
      if (found[i] === 1 && !isKept(i, corpus.rows[i] ?? 0)) found[i] = 0;
  };
  if (filter.group !== '') {
    const groups = await open.npsGroups();
    keep((comment) => groups?.[comment] === filter.group);
  }
  if (filter.score) {
    const { value } = filter.score;
    const column = await file.column(filter.score.column);
    const scores = column && answerScores(column, file.decimal);
    keep((_, row) => scores?.[column?.codes[row] ?? 0] === value);
  }
  if (filter.segment) {
    const { value } = filter.segment;
    const column = await file.column(filter.segment.column);
    keep((_, row) => column?.dictionary.textAt(column.codes[row] ?? 0) === value);
  }
  if (filter.from !== '' || filter.to !== '') {
    const days = await daysOf(file);
    const from = filter.from === '' ? -Infinity : Date.parse(filter.from);
    const to = filter.to === '' ? Infinity : Date.parse(filter.to) + DAY_MS - 1;
    keep((_, row) => {
      const day = days?.at(row) ?? NaN;
      return day >= from && day <= to;
    });
  }
  if (filter.tagId === 'none') keep((comment) => tags.every(({ hits }) => hits[comment] !== 1));
  else if (filter.tagId !== '') {
    const hits = tags.find(({ tag }) => tag.id === filter.tagId)?.hits;
    keep((comment) => hits?.[comment] === 1);
  }
  if (filter.side) {
    const groups = await open.groups(filter.side.contrast);
    const wanted = filter.side.side === 'first' ? FIRST_GROUP : SECOND_GROUP;
    keep((comment) => groups[comment] === wanted);
  }
  return corpus.rows.filter((_, comment) => found[comment] === 1);
}
