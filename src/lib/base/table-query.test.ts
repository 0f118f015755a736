import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  LONGEST_SEARCH,
  nextSort,
  PLAIN_QUERY,
  readTableQuery,
  withFilter,
  writeTableQuery,
  type TableQuery,
} from './table-query.ts';

const TERMS = {
  filters: { state: ['open', 'done'], band: ['this-year', 'can-wait'], area: null },
  sorts: ['importance', 'title'],
  columns: ['number', 'title', 'importance'],
  shows: ['table', 'matrix'],
};
const read = (text: string) => readTableQuery(new URLSearchParams(text), TERMS);

test('an address says filters, words, order and columns', () => {
  expect(read('f.state=open,done&q=czas&sort=-importance&columns=title,number&show=matrix')).toEqual({
    query: {
      q: 'czas',
      filters: { state: ['open', 'done'] },
      sort: { key: 'importance', isDescending: true },
      columns: ['title', 'number'],
      show: 'matrix',
    },
    unknown: [],
  });
});

test('what an address says and the table does not know is told, and the rest is kept', () => {
  const { query, unknown } = read(
    'f.state=open,gone&f.colour=red&sort=-shoe&panel=trail&f.constructor=x&show=pie',
  );
  expect(query.filters).toEqual({ state: ['open'] });
  expect(query.sort).toBeNull();
  expect(unknown).toEqual(['f.state=open,gone', 'f.colour=red', 'f.constructor=x', 'sort=-shoe', 'show=pie']);
});

test('of words as many letters are looked for as a title may have, and no more', () => {
  const lengthOf = (letters: number): number => read(`q=${'a'.repeat(letters)}`).query.q.length;
  expect([lengthOf(LONGEST_SEARCH), lengthOf(LONGEST_SEARCH + 1)]).toEqual([LONGEST_SEARCH, LONGEST_SEARCH]);
});

test('what is written is read back, whatever was chosen', () => {
  const queries: fc.Arbitrary<TableQuery> = fc.record({
    q: fc.string({ maxLength: 40 }),
    filters: fc.record(
      {
        state: fc.subarray(['open', 'done'], { minLength: 1 }),
        area: fc.tuple(fc.string({ minLength: 1, maxLength: 20 })),
      },
      { requiredKeys: [] },
    ),
    sort: fc.option(fc.record({ key: fc.constantFrom('importance', 'title'), isDescending: fc.boolean() })),
    show: fc.option(fc.constantFrom('table', 'matrix')),
    columns: fc.option(fc.subarray(['number', 'title', 'importance'], { minLength: 1 })),
  });
  fc.assert(
    fc.property(queries, (query) => {
      const text = writeTableQuery(query);
      expect(read(text)).toEqual({ query, unknown: [] });
      expect(writeTableQuery(read(text).query)).toBe(text);
    }),
  );
});

test('a filter is set, changed and taken away; a head sorts down, up, and not', () => {
  const open = withFilter(PLAIN_QUERY, 'state', ['open']);
  expect(writeTableQuery(open)).toBe('f.state=open');
  expect(writeTableQuery(withFilter(open, 'state', []))).toBe('');
  const down = nextSort(PLAIN_QUERY, 'title');
  const up = nextSort(down, 'title');
  expect([down, up, nextSort(up, 'title')].map(writeTableQuery)).toEqual(['sort=-title', 'sort=title', '']);
});
