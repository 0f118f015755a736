import { expect, test } from 'vitest';
import { medianOf, SHIFT_RUN, judgeSeries, TREND_RUN, wordOf } from './series-standing.ts';

const dated = (values: readonly number[]) =>
  values.map((value, at) => ({ day: `2026-01-${String(at + 1).padStart(2, '0')}`, value }));
const up = { direction: 'up', target: null } as const;

test('[AR3] a value on its target meets it, whichever way is better, and the margin says how far', () => {
  const of = (value: number, direction: 'up' | 'down', target: number | null) =>
    judgeSeries(dated([value]), { direction, target });
  expect(of(80, 'up', 80)).toMatchObject({ meetsTarget: true, margin: 0 });
  expect(of(79.9, 'up', 80).meetsTarget).toBe(false);
  expect(of(79.9, 'down', 80).meetsTarget).toBe(true);
  expect(of(0.1 + 0.2, 'down', 0.3)).toMatchObject({ meetsTarget: true, margin: 0 });
  expect(of(6, 'down', 4).margin).toBe(-2);
  expect(of(6, 'down', null)).toMatchObject({ meetsTarget: null, margin: null });
  expect(judgeSeries([], up)).toEqual({ latest: null, margin: null, meetsTarget: null, worsening: null });
});

test('[AR3] one word for a standing: a decline comes before a target that is met', () => {
  expect(wordOf(judgeSeries([], up))).toBe('none');
  expect(wordOf(judgeSeries(dated([3]), up))).toBe('steady');
  expect(wordOf(judgeSeries(dated([3]), { ...up, target: 3 }))).toBe('met');
  expect(wordOf(judgeSeries(dated([3]), { ...up, target: 4 }))).toBe('missed');
  expect(wordOf(judgeSeries(dated([9, 8, 7, 6, 5]), { ...up, target: 4 }))).toBe('worsening');
});

test('[AR4] so many values that all go the worse way are a trend, and one fewer are none', () => {
  const falling = Array.from({ length: TREND_RUN }, (_, at) => 90 - at);
  expect(judgeSeries(dated(falling), up).worsening).toEqual({
    ...{ rule: 'trend', fromDay: '2026-01-01', values: TREND_RUN },
  });
  expect(judgeSeries(dated(falling.slice(1)), up).worsening).toBe(null);
  // The other way round it is an improvement.
  expect(judgeSeries(dated(falling), { direction: 'down', target: null }).worsening).toBe(null);
});

test('[AR4] like values in a row count once in a trend and do not break it', () => {
  expect(judgeSeries(dated([9, 8, 8, 7, 6, 6, 5]), up).worsening?.values).toBe(TREND_RUN);
  expect(judgeSeries(dated([9, 8, 8, 7, 6, 6]), up).worsening).toBe(null);
});

test('[AR4] a decline that was stopped is no news', () => {
  expect(judgeSeries(dated([9, 8, 7, 6, 5, 5.5]), up).worsening).toBe(null);
});

test('[AR4] so many values in a row on the worse side of the median are a shift, and one fewer are none', () => {
  // Twelve values, median (5 + 10) / 2: the newest six lie below it without going one way.
  const shifted = [10, 12, 11, 13, 12, 10, 4, 5, 3, 5, 4, 5];
  expect(judgeSeries(dated(shifted), up).worsening).toEqual({
    ...{ rule: 'shift', fromDay: '2026-01-07', values: SHIFT_RUN },
  });
  const fewer = [10, 12, 11, 13, 12, 10, 11, 4, 5, 3, 5, 4];
  expect(judgeSeries(dated(fewer), up).worsening).toBe(null);
});

test('[AR4] a value on the median neither counts nor breaks a run', () => {
  const held = [9, 9, 9, 9, 7, 7, 5, 6, 7, 5, 6, 5, 6];
  expect(medianOf(held)).toBe(7);
  expect(judgeSeries(dated(held), up).worsening).toMatchObject({ rule: 'shift', values: SHIFT_RUN });
});

test('the median of an even number of values is the mean of both middles', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3])]).toEqual([2, 2.5]);
  expect(medianOf([])).toBeNaN();
});
