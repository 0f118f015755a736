import { expect, test } from 'vitest';
import { carry, isCarried, readCarried } from './carried-evidence.ts';
import { placeWaves } from './wave-line.ts';

const wave = (waveName: string, value: number) => ({
  waveName,
  value,
  interval: [value - 0.05, value + 0.05] as const,
});

test('[WS130] waves stand on a scale of round numbers that holds all intervals and the target', () => {
  const line = placeWaves([wave('Spring', 2.69), wave('Summer', 3.08), wave('Autumn', 3.42)], 3.9);
  expect(line.ticks.map(({ value }) => value)).toEqual([2.5, 3, 3.5, 4]);
  expect(line.points.map(({ x }) => x)).toEqual([0, 0.5, 1]);
  for (const { y, low, high } of line.points)
    expect([low > y, y > high, low <= 1, high >= 0]).toEqual([true, true, true, true]);
  expect(line.target?.y).toBeCloseTo(1 / 15, 6);
});

test('[WS130] one wave alone stands in the middle, with its interval', () => {
  const line = placeWaves([wave('Autumn', -12)], null);
  expect([line.points.length, line.points[0]?.x, line.target]).toEqual([1, 0.5, null]);
  expect(line.ticks.length).toBeGreaterThan(1);
  const flat = placeWaves([{ waveName: 'All', value: 100, interval: [100, 100] }], 100);
  expect(flat.points.every(({ y }) => Number.isFinite(y))).toBe(true);
});

function dataOf(text: string) {
  return { types: [] as string[], setData: () => undefined, getData: () => text };
}

test('[WS132] what is dragged off a slide is read again, and nothing else is', () => {
  const kept = new Map<string, string>();
  const carrier = {
    get types() {
      return [...kept.keys()];
    },
    setData: (type: string, text: string) => void kept.set(type, text),
    getData: (type: string) => kept.get(type) ?? '',
  };
  expect([isCarried(carrier), readCarried(carrier)]).toEqual([false, undefined]);
  carry(carrier, { kind: 'quote', text: 'Nobody called back' });
  expect([isCarried(carrier), readCarried(carrier)]).toEqual([
    true,
    { kind: 'quote', text: 'Nobody called back' },
  ]);
  for (const odd of ['', '{', '{"kind":"link","url":"x"}', '{"kind":"insight"}', 'null'])
    expect([odd, readCarried(dataOf(odd))]).toEqual([odd, undefined]);
  expect([isCarried(null), readCarried(null)]).toEqual([false, undefined]);
});
