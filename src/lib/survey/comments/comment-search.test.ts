import { expect, test } from 'vitest';
import { buildCorpus } from './comment-corpus.ts';
import { findMarks, parseSearch, searchCorpus } from './comment-search.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';

const COMMENTS = [
  'Kolejki na infolinii są za długie.',
  'Stałam w kolejce godzinę',
  'Jadę koleją do oddziału',
  'Jestem zadowolona z obsługą w oddziale',
  'O obsłudze nie powiem złego słowa',
  'Faktura jest niejasna',
  'Pani przy fakturze bardzo pomogła',
  'Nobody called back',
];

const find = (typed: string, texts: readonly string[] = COMMENTS): string[] => {
  const corpus = buildCorpus(columnOf(texts, { role: 'comment' }));
  const found = searchCorpus(corpus, parseSearch(typed));
  return texts.filter((_, i) => found[i] === 1);
};

test.each([
  ['kolejka', [0, 1]],
  ['kolejce', [0, 1]],
  ['obsluga', [3, 4]],
  ['OBSŁUGĘ', [3, 4]],
  ['faktur', [5, 6]],
  ['fakturą', [5, 6]],
  ['oddział', [2, 3]],
  ['infolinia', [0]],
])('[SV61] "%s" finds the other forms of the word, with and without diacritics', (typed, expected) => {
  expect(find(typed)).toEqual(expected.map((i) => COMMENTS[i]));
});

test('[SV60] several words must all be there, a minus excludes, quotes ask for the words as they stand', () => {
  expect(find('oddział obsługa')).toEqual([COMMENTS[3]]);
  expect(find('kolejka -infolinia')).toEqual([COMMENTS[1]]);
  expect(find('"w kolejce"')).toEqual([COMMENTS[1]]);
  expect(find('„w kolejki”')).toEqual([]);
  expect(find('-"called back" -kolejka -obsługa -faktura')).toEqual([COMMENTS[2]]);
});

test('[SV60] an empty search, a lone minus and an open quote find what they say', () => {
  expect(find('')).toHaveLength(COMMENTS.length);
  expect(find(' - ')).toHaveLength(COMMENTS.length);
  expect(find('"called ba')).toEqual([]);
  expect(find('"called back')).toEqual([COMMENTS[7]]);
});

test('[SV61] a short word does not drag in everything that begins like it', () => {
  expect(find('tak', ['tak', 'taki', 'taksówka', 'tam'])).toEqual(['tak', 'taki']);
});

test('[SV60] matches are marked where they stand, a phrase as one', () => {
  const text = 'W kolejce, potem „w kolejce” znowu';
  const marked = (typed: string) =>
    findMarks(text, parseSearch(typed)).map(([from, to]) => text.slice(from, to));
  expect(marked('kolejka')).toEqual(['kolejce', 'kolejce']);
  expect(marked('"w kolejce"')).toEqual(['W kolejce', 'w kolejce']);
  expect(marked('-kolejka')).toEqual([]);
});

test('[SV60] what masking left is no word', () => {
  expect(find('mail', ['write to [e-mail]', 'no mail came'])).toEqual(['no mail came']);
});

test('[SV60] 100 KB of one letter is one word, not a trap', () => {
  const long = 'a'.repeat(100_000);
  expect(find('b', [long, `${"a'".repeat(50_000)} b`])).toHaveLength(1);
  expect(findMarks(long, parseSearch(`"${long}"`))).toEqual([[0, 100_000]]);
});
