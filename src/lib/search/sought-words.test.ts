import { expect, test } from 'vitest';
import { LONGEST_QUESTION, LONGEST_WORD, MOST_WORDS, readSought, wordsOf } from './sought-words.ts';

test('[SE1] a text is indexed by its folded words and their stems, each once', () => {
  expect(wordsOf('Dostawy, dostawy i ŻÓŁW!')).toBe('dostawy dostaw i zolw');
  expect(wordsOf(' … ')).toBe('');
});

test('[SE1] short words and numbers are whole, longer ones begin others, short stems are whole', () => {
  const texts = (typed: string): string[] =>
    readSought(typed).words.flatMap((forms) =>
      forms.map(({ text, isBeginning }) => (isBeginning ? `${text}*` : text)),
    );
  expect(texts('na')).toEqual(['na']);
  expect(texts('128')).toEqual(['128']);
  expect(texts('dostawa')).toEqual(['dostawa*', 'dostaw*']);
  expect(texts('kole')).toEqual(['kole*', 'kol']);
});

test('[SE6] one number alone is asked for as a number', () => {
  expect(readSought('#128').number).toBe(128);
  expect(readSought('128 calls').number).toBeNull();
  expect(readSought('9'.repeat(20)).number).toBeNull();
});

test('[SE9] of words, letters and characters so many count', () => {
  const words = Array.from({ length: MOST_WORDS + 1 }, (_, index) => `w${index}`);
  expect(readSought(words.slice(1).join(' '))).toMatchObject({ isCut: false });
  expect(readSought(words.join(' ')).words).toHaveLength(MOST_WORDS);
  expect(readSought(words.join(' ')).isCut).toBe(true);
  expect(readSought('a'.repeat(LONGEST_QUESTION)).isCut).toBe(false);
  expect(readSought('a'.repeat(LONGEST_QUESTION + 1)).isCut).toBe(true);
  // In text and question alike, so that the longest word of the world is found by itself.
  expect(wordsOf('x'.repeat(LONGEST_WORD + 1))).toBe('x'.repeat(LONGEST_WORD));
  expect(readSought('x'.repeat(LONGEST_WORD + 1)).words[0]?.[0]?.text).toBe('x'.repeat(LONGEST_WORD));
});

test('[SE2] half characters, signs and emptiness are no words', () => {
  for (const typed of ['', ' . ', '\ud800', '*', '"', '🐟', '\u0000'])
    expect(readSought(typed)).toEqual({ words: [], number: null, isCut: false });
});
