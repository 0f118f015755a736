import { expect, test } from 'vitest';
import { columnInWave, questionInWave } from './column-links.ts';

const LINKS = [
  { waveId: 'b', column: 'Q7', question: 'recommend' },
  { waveId: 'c', column: 'Q9', question: 'recommend' },
  { waveId: 'c', column: 'city', question: 'region' },
];

test('[SV48] a confirmed link leads to a renamed question, there, back and between two renamed ones', () => {
  expect(columnInWave(LINKS, 'a', 'b', 'recommend')).toBe('Q7');
  expect(columnInWave(LINKS, 'b', 'a', 'Q7')).toBe('recommend');
  expect(columnInWave(LINKS, 'b', 'c', 'Q7')).toBe('Q9');
  expect(columnInWave(LINKS, 'a', 'b', 'unlinked')).toBe('unlinked');
  expect(columnInWave(LINKS, 'b', 'b', 'Q7')).toBe('Q7');
});

test('[SV48] a column of the same name that was confirmed to ask something else is not taken', () => {
  expect(columnInWave(LINKS, 'a', 'c', 'city')).toBeUndefined();
});

test('[SV48] segment, filters and weight of a question are found as its column is', () => {
  const question = {
    kind: 'nps' as const,
    column: 'recommend',
    label: 'Recommend',
    segment: { column: 'region', label: 'Region', value: 'North' },
    filters: [{ column: 'region', label: 'Region', values: ['North'] }],
    weight: null,
  };
  const there = questionInWave(question, (column) => columnInWave(LINKS, 'a', 'c', column));
  expect(there).toMatchObject({
    column: 'Q9',
    segment: { column: 'city', value: 'North' },
    filters: [{ column: 'city', values: ['North'] }],
    weight: null,
  });
  const weighted = { ...question, weight: 'city' };
  expect(questionInWave(weighted, (column) => columnInWave(LINKS, 'a', 'c', column))).toBeUndefined();
});
