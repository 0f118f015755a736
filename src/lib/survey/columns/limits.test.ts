import { expect, test } from 'vitest';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { tallyAnswers } from '#lib/tabular/table/tally.ts';
import { findJoinedOptions, MOST_OPTIONS } from './joined-options.ts';
import { FEWEST_LABELS, readLikert } from './likert.ts';
import { MAX_LISTED, summariseColumn } from './summary.ts';

test('[SV30] so many different options are joined in one cell at most', () => {
  const found = (options: number): number | undefined => {
    // Every option stands beside its neighbour, so that each comes twice and none is always with another.
    const answers = Array.from({ length: options }, (_, i) => `Option ${i}, Option ${(i + 1) % options}`);
    return findJoinedOptions(answers)?.count;
  };
  expect([found(MOST_OPTIONS), found(MOST_OPTIONS + 1)]).toEqual([MOST_OPTIONS, undefined]);
});

test('[SV14] a scale in words needs the fewest different wordings', () => {
  const labels = ['Agree', 'Strongly agree', 'Disagree'];
  expect(readLikert(labels.slice(0, FEWEST_LABELS))).toBeDefined();
  expect(readLikert(labels.slice(0, FEWEST_LABELS - 1))).toBeUndefined();
});

test('answers are listed up to the most, and whether all are listed is said', () => {
  const listed = (answers: number): [number, boolean] => {
    const texts = Array.from({ length: answers }, (_, i) => `answer ${i}`);
    const column = columnOf(texts);
    const tally = tallyAnswers(column.codes, column.dictionary.size);
    const { answers: list, isListComplete } = summariseColumn(column, '.', tally);
    return [list.length, isListComplete];
  };
  expect(listed(MAX_LISTED)).toEqual([MAX_LISTED, true]);
  expect(listed(MAX_LISTED + 1)).toEqual([MAX_LISTED, false]);
});
