import { expect, test } from 'vitest';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { isSegmentSized, MOST_SEGMENT_ANSWERS } from './groups.ts';
import { answerScores, MOST_WORDINGS } from './scores.ts';

test('[SV14] wordings are read as a scale up to the most of them', () => {
  const isRead = (wordings: number): boolean => {
    const others = Array.from({ length: wordings - 1 }, (_, i) => `other ${i}`);
    return !Number.isNaN(answerScores(columnOf(['promoter', ...others], { role: 'nps' }), '.')[1]);
  };
  expect([isRead(MOST_WORDINGS), isRead(MOST_WORDINGS + 1)]).toEqual([true, false]);
});

test('a category of the most answers is a segment, one with more is none, nor one with a single answer', () => {
  expect([1, 2, MOST_SEGMENT_ANSWERS, MOST_SEGMENT_ANSWERS + 1].map(isSegmentSized)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
