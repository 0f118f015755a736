import * as v from 'valibot';
import { expect, test } from 'vitest';
import { AREA_NAME_MAX, AREA_NOTE_MAX, AreaForm, NewSeriesForm, UNIT_MAX } from './area-forms.ts';
import { FEWEST_FOR_MEDIAN, layOutSeries } from './series-layout.ts';

const AREA = { name: 'Branches', note: '' };
const SERIES = { name: 'Waiting', unit: 'min', direction: 'down', target: '', note: '' };

test('[AR1] names, notes and units are as long as they may be, and a letter more is refused', () => {
  const ofArea = (change: object): boolean => v.is(AreaForm, { ...AREA, ...change });
  const ofSeries = (change: object): boolean => v.is(NewSeriesForm, { ...SERIES, ...change });
  expect(ofArea({ name: 'n'.repeat(AREA_NAME_MAX) })).toBe(true);
  expect(ofArea({ name: 'n'.repeat(AREA_NAME_MAX + 1) })).toBe(false);
  expect(ofArea({ note: 'n'.repeat(AREA_NOTE_MAX) })).toBe(true);
  expect(ofArea({ note: 'n'.repeat(AREA_NOTE_MAX + 1) })).toBe(false);
  expect(ofSeries({ unit: 'n'.repeat(UNIT_MAX) })).toBe(true);
  expect(ofSeries({ unit: 'n'.repeat(UNIT_MAX + 1) })).toBe(false);
});

test('[AR11] with as many values as it takes a chart has a line of its median, with one fewer none', () => {
  const medianOfChart = (count: number): unknown =>
    layOutSeries(
      Array.from({ length: count }, (_, at) => ({ day: `2026-01-0${at + 1}`, value: at })),
      { width: 600, height: 200, target: null, judged: 60 },
    ).median;
  expect(medianOfChart(FEWEST_FOR_MEDIAN)).not.toBeNull();
  expect(medianOfChart(FEWEST_FOR_MEDIAN - 1)).toBeNull();
});
