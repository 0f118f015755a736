import { expect, test } from 'vitest';
import { placeWaves } from './wave-line.ts';

const wave = (value: number) => ({
  waveName: `wave ${value}`,
  value,
  interval: [value - 0.05, value + 0.05] as const,
});

test('[WS130] the name of the target stands at the end where the figures leave it room', () => {
  const rising = placeWaves([wave(2.69), wave(3.08), wave(3.42)], 3.9);
  expect(rising.target).toMatchObject({ end: 'first', side: 'above' });
  const falling = placeWaves([wave(3.7), wave(3.2)], 3.9);
  expect(falling.target).toMatchObject({ end: 'last', side: 'above' });
  const reached = placeWaves([wave(3.95), wave(4.6)], 3.9);
  expect(reached.target).toMatchObject({ end: 'last', side: 'below' });
  expect(placeWaves([wave(3)], null).target).toBeNull();
});

test('[WS130] waves stand from left to right on a scale of round numbers around their intervals', () => {
  const { points, ticks } = placeWaves([wave(2.69), wave(3.42)], 3.9);
  expect(points.map(({ x }) => x)).toEqual([0, 1]);
  expect(ticks.map(({ value }) => value)).toEqual([2.5, 3, 3.5, 4]);
  for (const { y, low, high } of points) expect(high < y && y < low && low <= 1 && high >= 0).toBe(true);
  expect(placeWaves([wave(3)], null).points[0]?.x).toBe(0.5);
});
