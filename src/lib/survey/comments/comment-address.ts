import { LONGEST_SEARCH } from '#lib/base/table-query.ts';
import type { CommentContrast } from '../insights/insight.ts';
import { NO_FILTER, NPS_GROUPS, type CommentFilter, type CommentsOverview } from './comments-calls.ts';

/** Which comments of a wave are looked at. */
export interface CommentSelection {
  column: string;
  filter: CommentFilter;
}

type Looked = Pick<CommentsOverview, 'columns' | 'scores' | 'segments' | 'days'>;

const SCORE = 'f.score.';
const SEGMENT = 'f.segment.';
const SIDE_OF_SCORE = 'f.side.score.';
const SIDE_OF_SEGMENT = 'f.side.segment.';
const SIDES = ['first', 'second'] as const;
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * The selection as an address says it, so that a link opens the same comments [SV60]. Where a filter asks for an
 * answer to a question, the question is part of the filter's name: a name may hold any sign.
 */
export function writeSelection({ column, filter }: CommentSelection, { columns }: Looked): URLSearchParams {
  const params = new URLSearchParams();
  const { search, group, score, segment, from, to, tagId, side } = filter;
  if (column !== columns[0]?.name) params.set('f.column', column);
  for (const [name, value] of Object.entries({ group, tag: tagId, from, to }))
    if (value !== '') params.set(`f.${name}`, value);
  if (score) params.set(`${SCORE}${score.column}`, String(score.value));
  if (segment) params.set(`${SEGMENT}${segment.column}`, segment.value);
  if (side?.contrast.kind === 'score') params.set(`${SIDE_OF_SCORE}${side.contrast.column}`, side.side);
  if (side?.contrast.kind === 'segment')
    params.set(`${SIDE_OF_SEGMENT}${side.contrast.column}`, `${side.side}:${side.contrast.value}`);
  if (search !== '') params.set('q', search);
  return params;
}

/** What an address asks for; a column, an answer or a tag that the wave does not have is left out. */
export function readSelection(
  params: URLSearchParams,
  { columns, scores, segments, days }: Looked,
  tagIds: readonly string[],
): CommentSelection {
  const valueOf = (name: string): string => params.get(name) ?? '';
  const dayOf = (name: string): string => (days && DAY.test(valueOf(name)) ? valueOf(name) : '');
  const column = columns.find(({ name }) => name === valueOf('f.column')) ?? columns[0];
  const tagId = valueOf('f.tag');
  return {
    column: column?.name ?? '',
    filter: {
      ...NO_FILTER,
      search: valueOf('q').slice(0, LONGEST_SEARCH),
      group: NPS_GROUPS.find((group) => group === valueOf('f.group')) ?? '',
      score:
        scores.flatMap(({ name, points }) => {
          const value = points.find((point) => String(point) === params.get(`${SCORE}${name}`));
          return value === undefined ? [] : [{ column: name, value }];
        })[0] ?? null,
      segment:
        segments.flatMap(({ name, values }) => {
          const value = values.find((each) => each === params.get(`${SEGMENT}${name}`));
          return value === undefined ? [] : [{ column: name, value }];
        })[0] ?? null,
      from: dayOf('f.from'),
      to: dayOf('f.to'),
      tagId: tagId === 'none' || tagIds.includes(tagId) ? tagId : '',
      side: readSide(params, { scores, segments }),
    },
  };
}

function readSide(
  params: URLSearchParams,
  { scores, segments }: Pick<Looked, 'scores' | 'segments'>,
): CommentFilter['side'] {
  const found = (contrast: CommentContrast, asked: string): NonNullable<CommentFilter['side']>[] => {
    const side = SIDES.find((each) => each === asked);
    return side ? [{ contrast, side }] : [];
  };
  const byScore = scores.flatMap(({ name }) =>
    found({ kind: 'score', column: name }, params.get(`${SIDE_OF_SCORE}${name}`) ?? ''),
  );
  const bySegment = segments.flatMap(({ name, values }) => {
    const [side = '', ...rest] = (params.get(`${SIDE_OF_SEGMENT}${name}`) ?? '').split(':');
    const value = rest.join(':');
    return values.includes(value) ? found({ kind: 'segment', column: name, value }, side) : [];
  });
  return byScore[0] ?? bySegment[0] ?? null;
}

/** An address that looks at a selection; what else stands in it stays. */
export function withSelection(url: URL, selection: URLSearchParams): URL {
  const next = new URL(url);
  for (const name of selectionOf(url).keys()) next.searchParams.delete(name);
  for (const [name, value] of selection) next.searchParams.set(name, value);
  return next;
}

/** The part of an address that says what is looked at. */
export function selectionOf({ searchParams }: URL): URLSearchParams {
  return new URLSearchParams([...searchParams].filter(([name]) => name === 'q' || name.startsWith('f.')));
}
