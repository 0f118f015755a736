import { expect, test } from 'vitest';
import type { GroupMeasure } from '../measure/measure.ts';
import { layOutTrend } from './trend-layout.ts';

function point(name: string, value: number, half: number): GroupMeasure {
  const interval = [value - half, value + half] as const;
  return { name, estimate: { value, n: 100, effectiveN: 100, standardError: half / 1.96, interval } };
}

test('[SV20] a trend shows the whole interval of every period within its box', () => {
  const { points, ticks } = layOutTrend(
    [point('a', 40, 5), point('b', -20, 30), point('c', 10, 2)],
    600,
    240,
  );
  for (const { x, y, low, high } of points) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(600);
    expect(high).toBeLessThanOrEqual(y);
    expect(low).toBeGreaterThanOrEqual(y);
    expect(low).toBeLessThanOrEqual(240);
    expect(high).toBeGreaterThanOrEqual(0);
  }
  expect(ticks.length).toBeGreaterThan(2);
});

test('[SV20] a period without answers has no point', () => {
  const { points } = layOutTrend([point('a', 1, 1), point('b', NaN, NaN), point('c', 2, 1)], 300, 200);
  expect(points.map(({ index }) => index)).toEqual([0, 2]);
});

test('[SV20] names of periods do not overlap, and the first and last are there', () => {
  const many = Array.from({ length: 90 }, (_, i) => point(`day ${i}`, 3, 1));
  const { labels } = layOutTrend(many, 600, 240);
  expect([labels[0]?.text, labels.at(-1)?.text]).toEqual(['day 0', 'day 89']);
  const gaps = labels.slice(1).map(({ x }, i) => x - (labels[i]?.x ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(60);
});

test('[SV20] charts that are compared share an axis, which still holds every interval', () => {
  const at = (points: GroupMeasure[]) =>
    layOutTrend(points, 600, 240, null, [1, 5]).ticks.map(({ value }) => value);
  expect(at([point('a', 3, 0.5)])).toEqual(at([point('a', 4.5, 0.25)]));
  expect(at([point('a', 5, 1)]).at(-1)).toBeGreaterThanOrEqual(6);
});
