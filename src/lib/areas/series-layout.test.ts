import { expect, test } from 'vitest';
import { layOutSeries, layOutSpark } from './series-layout.ts';

const BOX = { width: 600, height: 200, target: null, judged: 60 };

test('[AR11] values stand at distances that their days have', () => {
  const { points } = layOutSeries(
    [
      { day: '2026-01-01', value: 1 },
      { day: '2026-01-02', value: 2 },
      { day: '2026-01-05', value: 3 },
    ],
    BOX,
  );
  const [a = 0, b = 0, c = 0] = points.map(({ x }) => x);
  expect((c - b) / (b - a)).toBeCloseTo(3);
  expect(points[0]?.y).toBeGreaterThan(points[2]?.y ?? 0);
});

test('[AR11] the axis holds the target, and its line stands above a value that misses it', () => {
  const layout = layOutSeries([{ day: '2026-01-01', value: 70 }], { ...BOX, target: 90 });
  expect(layout.target).toBeLessThan(layout.points[0]?.y ?? 0);
  expect(layout.target).toBeGreaterThan(0);
});

test('[AR11] the median is that of the newest values, and of few there is none', () => {
  const of = (values: readonly number[], judged = 60) =>
    layOutSeries(
      values.map((value, at) => ({ day: `2026-01-0${at + 1}`, value })),
      { ...BOX, judged },
    ).median?.value;
  expect(of([1, 2, 3, 4, 5])).toBe(3);
  expect(of([1, 2, 3, 4])).toBe(undefined);
  expect(of([100, 1, 2, 3, 4, 5], 5)).toBe(3);
});

test('[AR11] days that are named do not stand on each other, and the first and the last are', () => {
  const points = Array.from({ length: 28 }, (_, at) => ({
    ...{ day: `2026-02-${String(at + 1).padStart(2, '0')}`, value: at },
  }));
  const { days } = layOutSeries(points, BOX);
  expect([days[0]?.day, days.at(-1)?.day]).toEqual(['2026-02-01', '2026-02-28']);
  const gaps = days.slice(1).map(({ x }, at) => x - (days[at]?.x ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(100);
});

test('[AR11] a small line holds one value, and values that are all the same', () => {
  const box = { width: 100, height: 24, target: null };
  expect(layOutSpark([], box)).toEqual({ line: '', last: null, target: null });
  const flat = layOutSpark(
    [
      { day: 'a', value: 5 },
      { day: 'b', value: 5 },
    ],
    box,
  );
  expect(flat.last?.y).toBe(12);
});
