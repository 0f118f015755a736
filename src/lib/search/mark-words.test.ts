import { expect, test } from 'vitest';
import { excerptOf, EXCERPT_LETTERS, markWords } from './mark-words.ts';

const marked = (text: string, typed: string): string =>
  markWords(text, typed)
    .map((piece) => (piece.isFound ? `[${piece.text}]` : piece.text))
    .join('');

test('[SE5] words are marked in the form in which they stand there', () => {
  expect(marked('Opóźnione dostawy: Brak dostaw.', 'dostawa')).toBe('Opóźnione [dostawy]: Brak [dostaw].');
  expect(marked('Żółw w Łodzi', 'lodz zolw')).toBe('[Żółw] w [Łodzi]');
  expect(marked('Calls after 128 s, 1280 s', '128')).toBe('Calls after [128] s, 1280 s');
  expect(marked('Kolejka', 'kol')).toBe('[Kolejka]');
  expect(marked('Nothing', 'else')).toBe('Nothing');
  expect(marked('', 'else')).toBe('');
});

test('[SE5] whatever is typed and written, the pieces make up the text', () => {
  for (const text of ['a\ud800b "c" <b>', '  ', 'ąę🐟x'])
    for (const typed of ['', '*', 'a', '\ud800', '[(']) {
      const pieces = markWords(text, typed);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    }
});

test('[SE5] of a long text what stands around the first word is shown', () => {
  expect(excerptOf('short\n text', 'none')).toBe('short text');
  const long = `${'before '.repeat(50)}kolejka ${'after '.repeat(50)}`;
  const excerpt = excerptOf(long, 'kolejki');
  expect(excerpt).toMatch(/^… (before )+kolejka (after )+…$/);
  expect(excerpt.length).toBeLessThanOrEqual(EXCERPT_LETTERS + 4);
  expect(excerptOf(long, 'none')).toMatch(/^before .* …$/);
  expect(excerptOf(`${'before '.repeat(50)}kolejka`, 'kolejka')).toMatch(/kolejka$/);
});
