import * as v from 'valibot';
import { expect, test } from 'vitest';
import { LARGEST_THRESHOLD, SMALLEST_THRESHOLD } from '#lib/base/small-n.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { SMALLEST_PINNED } from '../insights/insight.ts';
import { MeasuredGroups, MOST_MEASURED_GROUPS } from './measured-group.ts';
import { tableCells } from './table-cells.ts';
import {
  LARGEST_WORD_THRESHOLD,
  MOST_GROUPS,
  MOST_PUBLISHED_SEGMENTS,
  PublicationForm,
} from './published-tables.ts';

const accepts = (change: object): boolean =>
  v.is(PublicationForm, { waveId: 'w', figureThreshold: SMALLEST_THRESHOLD, ...change });

test('[SV121] a measurement stands on one group at least, and on so many at most', () => {
  const question = { column: 'NPS', label: 'NPS', kind: 'nps', segment: null, weight: null };
  const groups = (count: number, n = SMALLEST_PINNED) =>
    v.is(
      MeasuredGroups,
      Array.from({ length: count }, () => ({ waveId: 'w', question, value: 3, n })),
    );
  expect([0, 1, MOST_MEASURED_GROUPS].map((count) => groups(count))).toEqual([false, true, true]);
  expect(groups(MOST_MEASURED_GROUPS + 1)).toBe(false);
  expect(groups(1, SMALLEST_PINNED - 1)).toBe(false);
});

test('[SV80] so many segments are published at most', () => {
  const segments = (count: number): string[] => Array.from({ length: count }, (_, i) => `s${i}`);
  expect(accepts({ segments: segments(MOST_PUBLISHED_SEGMENTS) })).toBe(true);
  expect(accepts({ segments: segments(MOST_PUBLISHED_SEGMENTS + 1) })).toBe(false);
});

test('[SV80] [SV90] thresholds stay between the smallest and their largest', () => {
  expect(
    [SMALLEST_THRESHOLD - 1, SMALLEST_THRESHOLD].map((figureThreshold) => accepts({ figureThreshold })),
  ).toEqual([false, true]);
  expect(
    [SMALLEST_THRESHOLD - 1, SMALLEST_THRESHOLD].map((wordThreshold) => accepts({ wordThreshold })),
  ).toEqual([false, true]);
  expect(
    [LARGEST_THRESHOLD, LARGEST_THRESHOLD + 1].map((figureThreshold) => accepts({ figureThreshold })),
  ).toEqual([true, false]);
  expect(
    [LARGEST_WORD_THRESHOLD, LARGEST_WORD_THRESHOLD + 1].map((wordThreshold) => accepts({ wordThreshold })),
  ).toEqual([true, false]);
});

test('[SV80] a segment has so many groups at most, the rest of its answers being one of them', () => {
  const groups = (answers: number): string[] => {
    const texts = Array.from({ length: answers * 10 }, (_, i) => `answer ${i % answers}`);
    const table = {
      rowCount: texts.length,
      decimal: '.' as const,
      columns: [columnOf(texts, { name: 'city' })],
    };
    const { segments } = tableCells(table, { segments: ['city'], figureThreshold: SMALLEST_THRESHOLD });
    return segments[0]?.groups.map(({ kind }) => kind) ?? [];
  };
  expect(groups(MOST_GROUPS)).toEqual(new Array(MOST_GROUPS).fill('answer'));
  expect(groups(MOST_GROUPS + 1)).toEqual([...new Array<string>(MOST_GROUPS - 1).fill('answer'), 'others']);
});
