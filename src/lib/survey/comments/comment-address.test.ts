import { expect, test } from 'vitest';
import { LONGEST_SEARCH } from '#lib/base/table-query.ts';
import { readSelection, selectionOf, withSelection, writeSelection } from './comment-address.ts';
import { NO_FILTER, type CommentFilter } from './comments-calls.ts';

const OVERVIEW = {
  columns: [
    { name: 'Why?', label: '' },
    { name: 'What else?', label: '' },
  ],
  scores: [
    { name: 'NPS', label: '', points: [0, 10], isNps: true },
    { name: 'Q5: speed', label: '', points: [1, 2.5, 5], isNps: false },
  ],
  segments: [{ name: 'Region = north?', label: '', values: ['Kraków, centre', 'a:b', ''] }],
  days: ['2026-05-01', '2026-05-31'] as const,
};
const TAGS = ['t1'];

const read = (text: string) => readSelection(new URLSearchParams(text), OVERVIEW, TAGS);
const FILTERS: readonly Partial<CommentFilter>[] = [
  {},
  { search: '"no answer" -queue & more' },
  { group: 'detractor', tagId: 't1' },
  { tagId: 'none', from: '2026-05-02', to: '2026-05-09' },
  { score: { column: 'Q5: speed', value: 2.5 }, segment: { column: 'Region = north?', value: 'a:b' } },
  { segment: { column: 'Region = north?', value: '' } },
  { side: { contrast: { kind: 'score', column: 'NPS' }, side: 'second' } },
  { side: { contrast: { kind: 'segment', column: 'Region = north?', value: 'a:b' }, side: 'first' } },
];

test('[SV60] an address says which comments are looked at, whatever their questions are called', () => {
  for (const change of FILTERS)
    for (const { name: column } of OVERVIEW.columns) {
      const selection = { column, filter: { ...NO_FILTER, ...change } };
      expect(read(writeSelection(selection, OVERVIEW).toString())).toEqual(selection);
    }
});

test('[SV60] what is looked at from the beginning needs no words in the address', () => {
  expect(writeSelection(read(''), OVERVIEW).toString()).toBe('');
});

test('[SV60] what the wave does not have is left out', () => {
  const nothing = { column: 'Why?', filter: NO_FILTER };
  for (const text of [
    'f.column=Who%3F',
    'f.group=everybody',
    'f.tag=t2',
    'f.from=tomorrow',
    'f.score.NPS=5',
    'f.score.Age=5',
    'f.segment.Region+%3D+north%3F=South',
    'f.side.score.NPS=third',
    'f.side.segment.Region+%3D+north%3F=first:South',
  ])
    expect(read(text), text).toEqual(nothing);
  expect(
    readSelection(new URLSearchParams('f.from=2026-05-01'), { ...OVERVIEW, days: undefined }, TAGS),
  ).toEqual(nothing);
  expect(read(`q=${'x'.repeat(LONGEST_SEARCH + 1)}`).filter.search).toHaveLength(LONGEST_SEARCH);
});

test('[SV60] what else stands in an address stays', () => {
  const url = new URL('https://h.example/survey/w/comments?panel=trail&q=old&f.group=passive');
  const next = withSelection(url, new URLSearchParams('f.tag=t1'));
  expect(next.search).toBe('?panel=trail&f.tag=t1');
  expect(selectionOf(next).toString()).toBe('f.tag=t1');
});
