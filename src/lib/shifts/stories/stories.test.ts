import { expect, test } from 'vitest';
import { storyState } from './story.ts';
import { areWordsIn, namedIn, storyDraft, TELLING_LETTERS, whomItConcerns } from './whom-it-concerns.ts';

const people = [
  { id: 'a', name: 'Anna Nowak' },
  { id: 'b', name: 'Łukasz Żak-Wiśniewski' },
  { id: 'c', name: 'Anna Kowalska' },
];
const named = (text: string) => namedIn(text, people).map(({ id }) => id);

test.each([
  ['Anna Nowak rang back.', ['a']],
  ['pytałem Annę Nowak, czy tak jest', ['a']],
  ['Od Anny  Nowak\ni Anny Kowalskiej', ['a', 'c']],
  ['ŁUKASZ ŻAK-WIŚNIEWSKI', ['b']],
  ['Anna rang, and Nowak did not.', []],
  ['Joanna Nowakowska', []],
  ['', []],
])('[SH108] in "%s" these are named: %j', (text, ids) => {
  expect(named(text)).toEqual(ids);
});

test('[SH108] whose words stand in a text is seen by a whole sentence, or by all of a short entry', () => {
  const entry = 'It was a good day. Nobody finds the number of the customer on the invoice!';
  expect(areWordsIn(entry, 'One wrote: nobody finds the number of the customer, on the invoice.')).toBe(true);
  expect(areWordsIn(entry, 'It was a good day for all of us.')).toBe(false);
  expect(areWordsIn('Too long queues', 'She saw too long queues everywhere.')).toBe(true);
  expect(areWordsIn('  ', 'Anything')).toBe(false);
});

test('[SH108] a sentence tells from a limit of letters on', () => {
  const of = (letters: number) => 'x'.repeat(letters);
  const other = 'Something else that is long enough to be a sentence of its own.';
  expect(areWordsIn(`${of(TELLING_LETTERS)}. ${other}`, `Here: ${of(TELLING_LETTERS)}`)).toBe(true);
  expect(areWordsIn(`${of(TELLING_LETTERS - 1)}. ${other}`, `Here: ${of(TELLING_LETTERS - 1)}`)).toBe(false);
});

test('[SH108] authors, who is named and who was added have to agree, each once', () => {
  const concerns = whomItConcerns(
    { title: 'A day with Anna Kowalska', text: 'Anna Nowak showed me the queue.' },
    { entries: [{ personId: 'x' }, { personId: 'a' }, { personId: 'x' }], addedIds: ['c', 'y'], people },
  );
  expect([...concerns]).toEqual([
    ['x', 'author'],
    ['a', 'author'],
    ['c', 'named'],
    ['y', 'added'],
  ]);
});

test('[SH108] a draft has its entries by day, each under its author', () => {
  const entries = [
    { day: '2026-11-10', name: 'Ola', text: 'Second\n' },
    { day: '2026-11-09', name: 'Jan', text: '- first' },
  ];
  expect(storyDraft(entries, (day) => day.slice(8))).toBe('## Jan, 09\n\n- first\n\n## Ola, 10\n\nSecond');
});

test.each([
  [null, null, [null], 'draft'],
  [1, null, ['yes', null], 'asked'],
  [1, null, ['yes', 'no'], 'asked'],
  [1, null, ['yes', 'yes'], 'agreed'],
  [1, 2, ['yes'], 'published'],
  [1, 2, ['no'], 'asked'],
] as const)(
  '[SH110] asked at %s, published at %s, with %j it is %s',
  (askedAtMs, publishedAtMs, answers, state) => {
    expect(
      storyState(
        { askedAtMs, publishedAtMs },
        answers.map((answer) => ({ answer })),
      ),
    ).toBe(state);
  },
);
