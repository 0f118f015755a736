import { expect, test } from 'vitest';
import { clashingSets, clashingSetsOf, clashOf, mostServed, tourSpan, type TourSpan } from './rest.ts';

const WARSAW = 'Europe/Warsaw';

function between(end: string, start: string, zone = WARSAW): ReturnType<typeof clashOf> {
  return clashOf(tourSpan('2026-01-01T08:00', end, zone), tourSpan(start, '2026-12-31T16:00', zone));
}

test('[RT3] eleven hours lie between two tours, and one minute less is too little', () => {
  expect(between('2026-06-01T20:00', '2026-06-02T07:00')).toBeUndefined();
  expect(between('2026-06-01T20:00', '2026-06-02T06:59')).toBe('rest');
  expect(between('2026-06-01T20:00', '2026-06-01T19:59')).toBe('overlap');
  expect(between('2026-06-01T20:00', '2026-06-01T20:00')).toBe('rest');
});

test('[RT3] hours pass as they do: an hour is gone in the night of spring and comes twice in autumn', () => {
  // Warsaw, 29 March 2026, 02:00 is 03:00; 25 October 2026, 03:00 is 02:00.
  expect(between('2026-03-28T22:00', '2026-03-29T09:00')).toBe('rest');
  expect(between('2026-03-28T22:00', '2026-03-29T10:00')).toBeUndefined();
  expect(between('2026-10-24T22:00', '2026-10-25T08:00')).toBeUndefined();
  expect(between('2026-10-24T22:00', '2026-10-25T07:59')).toBe('rest');
  // New York changes on 8 March, when Warsaw does not.
  expect(between('2026-03-07T22:00', '2026-03-08T09:00', 'America/New_York')).toBe('rest');
  expect(between('2026-03-07T22:00', '2026-03-08T09:00')).toBeUndefined();
});

test('[RT3] a tour through the night of a change lasts an hour less, or more', () => {
  const hours = ({ startMs, endMs }: TourSpan): number => (endMs - startMs) / 3_600_000;
  expect(hours(tourSpan('2026-03-28T22:00', '2026-03-29T06:00', WARSAW))).toBe(7);
  expect(hours(tourSpan('2026-10-24T22:00', '2026-10-25T06:00', WARSAW))).toBe(9);
  // 02:30 does not exist in that night and is the hour after it.
  expect(hours(tourSpan('2026-03-29T02:30', '2026-03-29T04:30', WARSAW))).toBe(1);
});

test('[RT3] the largest sets of clashing tours are those of any two, and hold each of them', () => {
  const starts = [0, 0, 6, 12, 18, 30, 50, 51, 52, 90];
  const spans = starts.map((hour) => ({ startMs: hour * 3_600_000, endMs: (hour + 8) * 3_600_000 }));
  const sets = clashingSets(spans);
  expect(sets).toEqual([
    [0, 1, 2, 3, 4],
    [3, 4, 5],
    [6, 7, 8],
  ]);
  for (const [i, one] of spans.entries())
    for (const [j, other] of spans.entries())
      if (i < j)
        expect([i, j, sets.some((set) => set.includes(i) && set.includes(j))]).toEqual([
          i,
          j,
          !!clashOf(one, other),
        ]);
});

test('[RT3] of the tours that somebody can serve, smaller sets are left', () => {
  const sets = [
    [0, 1, 2],
    [1, 2, 3],
    [4, 5],
  ];
  expect(clashingSetsOf(sets, Uint8Array.of(0, 1, 1, 1, 1, 0))).toEqual([[1, 2, 3]]);
  expect(clashingSetsOf(sets, Uint8Array.of(1, 1, 1, 0, 1, 1))).toEqual([
    [0, 1, 2],
    [4, 5],
  ]);
});

test('[RT3] the most tours that one person can serve are found by their ends', () => {
  const span = (from: number, to: number): TourSpan => ({ startMs: from * 3_600_000, endMs: to * 3_600_000 });
  const spans = [span(0, 40), span(0, 8), span(10, 18), span(19, 27), span(38, 46)];
  expect(mostServed(spans, [0, 1, 2, 3, 4])).toBe(3);
  expect(mostServed(spans, [0, 4])).toBe(1);
  expect(mostServed(spans, [])).toBe(0);
});
