import { expect, test } from 'vitest';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { meanOfCounts } from '../effect/score-counts.ts';
import { EMPTY_VIEW } from '../wave/view.ts';
import { OpenWave } from './open-wave.ts';

/** Forty people in two channels; whoever waited longest weighs three times as much, and one weighs nothing. */
function weightedTable(): SurveyTable {
  const rows = Array.from({ length: 40 }, (_, row) => row);
  return {
    rowCount: 40,
    decimal: '.',
    columns: [
      columnOf(
        rows.map((row) => (row % 2 === 0 ? 'phone' : 'chat')),
        { index: 0, name: 'Channel', label: 'Channel', role: 'category' },
      ),
      columnOf(
        rows.map((row) => String(1 + (row % 5))),
        { index: 1, name: 'Waiting', label: 'Waiting', role: 'rating', scale: { min: 1, max: 5 } },
      ),
      columnOf(
        rows.map((row) => (row === 0 ? '0' : row % 5 === 0 ? '3' : '1')),
        { index: 2, name: 'Weight', label: 'Weight', role: 'weight' },
      ),
    ],
  };
}

test('[SV122] segments of a weighted wave are counted as its figures are; without weights there is no answer', () => {
  const question = {
    column: 'Waiting',
    kind: 'mean',
    by: 'Channel',
    touched: ['phone'],
    besides: [],
  } as const;
  const wave = new OpenWave(weightedTable());
  const counted = wave.segmentCounts({ ...question, isWeighted: true });
  expect(counted?.weight).toBe('Weight');
  const filters = [{ column: 'Channel', values: ['phone'] }];
  const figure = wave.figure({ ...EMPTY_VIEW, filters, isWeighted: true }, 'Waiting', 'mean');
  const own = meanOfCounts(counted?.touched[0] ?? { scores: [], counts: [] });
  expect(own.n).toBe(figure?.n);
  expect(own.mean).toBeCloseTo(figure?.value ?? NaN, 12);
  expect(own.effectiveN).toBeCloseTo(figure?.effectiveN ?? NaN, 12);
  expect(wave.segmentCounts(question)?.touched[0]?.weighed).toBeUndefined();
  const { columns, ...table } = weightedTable();
  const light = new OpenWave({ ...table, columns: columns.filter(({ role }) => role !== 'weight') });
  expect(light.segmentCounts({ ...question, isWeighted: true })).toBeUndefined();
});
