import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { DrawingPace, LONGEST_WAIT_MS, PAUSE_MS } from './drawing-pace.ts';
import {
  fitted,
  LARGEST_FIT,
  LARGEST_SCALE,
  LARGEST_TURN,
  SMALLEST_SCALE,
  zoomedAt,
  zoomOfTurn,
} from './viewport.ts';

const ORIGIN = { x: 0, y: 0 };

test('[IK81] without a pause in typing a large picture waits so long and no longer', () => {
  vi.useFakeTimers();
  try {
    let drawn = 0;
    const causes = new Y.Doc().getMap<Y.Text>('causes');
    const text = causes.set('a', new Y.Text());
    const pace = new DrawingPace(
      () => drawn++,
      () => Date.now(),
    );
    causes.observeDeep((events) => pace.changed(events, 1000));
    const stepMs = PAUSE_MS / 2;
    for (let ms = 0; ms < LONGEST_WAIT_MS - 1; ms += stepMs) {
      text.insert(0, 'x');
      vi.advanceTimersByTime(Math.min(stepMs, LONGEST_WAIT_MS - 1 - ms));
    }
    expect(drawn).toBe(0);
    vi.advanceTimersByTime(1);
    expect(drawn).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test('zooming ends at the smallest and at the largest scale', () => {
  const scaleFrom = (scale: number, factor: number): number =>
    zoomedAt({ ...ORIGIN, scale }, ORIGIN, factor).scale;
  expect(scaleFrom(1, LARGEST_SCALE - 1)).toBe(LARGEST_SCALE - 1);
  expect([scaleFrom(1, LARGEST_SCALE), scaleFrom(1, LARGEST_SCALE + 1)]).toEqual([
    LARGEST_SCALE,
    LARGEST_SCALE,
  ]);
  expect(scaleFrom(1, SMALLEST_SCALE + 0.01)).toBeCloseTo(SMALLEST_SCALE + 0.01, 12);
  expect(scaleFrom(1, SMALLEST_SCALE - 0.01)).toBe(SMALLEST_SCALE);
});

test('a small diagram is not blown up beyond a readable size when it is fitted', () => {
  const scaleOf = (times: number): number =>
    fitted({ ...ORIGIN, width: 100, height: 100 }, { width: 100 * times + 24, height: 1000 }).scale;
  expect(scaleOf(LARGEST_FIT - 0.25)).toBeCloseTo(LARGEST_FIT - 0.25, 12);
  expect([scaleOf(LARGEST_FIT), scaleOf(LARGEST_FIT + 0.25)]).toEqual([LARGEST_FIT, LARGEST_FIT]);
});

test('a notch of a wheel zooms no more than the largest turn, either way', () => {
  for (const way of [1, -1]) {
    expect(zoomOfTurn(way * (LARGEST_TURN + 1))).toBe(zoomOfTurn(way * LARGEST_TURN));
    expect(zoomOfTurn(way * (LARGEST_TURN - 1))).not.toBe(zoomOfTurn(way * LARGEST_TURN));
  }
});
