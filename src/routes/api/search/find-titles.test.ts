import { expect, test } from 'vitest';
import { findTitles, type Titled, LONGEST_QUESTION, MOST_FOUND } from './find-titles.ts';

const issue = (title: string): Titled => ({ kind: 'issue', title, href: `/issues/${title}` });
const titles = (all: readonly Titled[], typed: string): string[] =>
  findTitles(all, typed).map(({ title }) => title);

test('every word has to be there, in any order, without case and diacritics', () => {
  const all = [issue('Długie oczekiwanie na łączu'), issue('Oczekiwanie'), issue('Łącze')];
  expect(titles(all, 'LACZU oczekiwanie')).toEqual(['Długie oczekiwanie na łączu']);
});

test('what begins with what was typed comes first', () => {
  const all = [issue('A long wait'), issue('Wait for the parcel'), issue('Waiting')];
  expect(titles(all, 'wait')).toEqual(['Wait for the parcel', 'Waiting', 'A long wait']);
});

test('a number finds what bears it, with or without its sign, before titles that hold it', () => {
  const all = [issue('Calls after 128 seconds'), { ...issue('Long wait'), number: 128 }, issue('Other')];
  for (const typed of ['128', '#128', ' 128 '])
    expect(titles(all, typed)).toEqual(['Long wait', 'Calls after 128 seconds']);
  expect(titles(all, '12')).toEqual(['Calls after 128 seconds']);
  expect(titles(all, 'wait 128')).toEqual([]);
});

test('nothing typed finds nothing, and no question gets more answers than can be read', () => {
  const all = Array.from({ length: MOST_FOUND + 1 }, (_, index) => issue(`Wait ${index}`));
  expect(titles(all, ' . ')).toEqual([]);
  expect(titles(all, 'wait')).toHaveLength(MOST_FOUND);
});

test('of a long question only its beginning is looked for', () => {
  const long = 'w'.repeat(LONGEST_QUESTION);
  expect(titles([issue(long)], `${long}x`)).toEqual([long]);
  expect(titles([issue(long)], `${'w'.repeat(LONGEST_QUESTION - 1)}x`)).toEqual([]);
});
