import { expect, test } from 'vitest';
import { MAX_LENGTH, ownPath } from './own-path.ts';
import { isSplit, MIN_SPLIT_RATERS } from './ratings/split-ratings.ts';
import { SHORTEST_STEM, stemOf, stemVariants } from './words/word-stem.ts';

test('[PE16] a path as long as the longest is ours, a longer one is none', () => {
  const path = (length: number): string => `/${'a'.repeat(length - 1)}`;
  expect(ownPath(path(MAX_LENGTH), '/otherwise')).toBe(path(MAX_LENGTH));
  expect(ownPath(path(MAX_LENGTH + 1), '/otherwise')).toBe('/otherwise');
});

test('[IS6] fewer raters disagree about nothing yet', () => {
  const ends = (raters: number): number[] => Array.from({ length: raters }, (_, i) => (i % 2 === 0 ? 1 : 5));
  expect([isSplit(ends(MIN_SPLIT_RATERS - 1)), isSplit(ends(MIN_SPLIT_RATERS))]).toEqual([false, true]);
});

test('[SV61] an ending is taken off as long as a stem is left', () => {
  const word = (stem: number): string => `${'b'.repeat(stem)}ami`;
  expect(stemOf(word(SHORTEST_STEM))).toBe('b'.repeat(SHORTEST_STEM));
  expect(stemOf(word(SHORTEST_STEM - 1))).not.toBe('b'.repeat(SHORTEST_STEM - 1));
  expect(stemVariants('b'.repeat(SHORTEST_STEM))).toHaveLength(1);
  expect(stemVariants('b'.repeat(SHORTEST_STEM - 1))).toEqual([]);
});
