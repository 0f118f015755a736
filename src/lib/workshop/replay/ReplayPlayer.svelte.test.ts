import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReplayPlayer } from './ReplayPlayer.svelte.ts';
import type { Replay } from './replay.ts';

const REPLAY: Replay = {
  title: 'Waits',
  language: 'en',
  detail: { kind: 'whole' },
  spans: [
    { kind: 'whys', title: 'Whys', fromMs: 0, toMs: 30 },
    { kind: 'closed', title: '', fromMs: 30, toMs: null },
  ],
  frames: [0, 10, 20, 30].map((atMs) => ({ atMs, setting: { head: `head at ${atMs}`, headSide: 'right' } })),
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('[WS80] it begins with the end, and shows any moment and the step that was running', () => {
  const player = new ReplayPlayer(REPLAY);
  expect([player.frame, player.fishbone.head, player.span?.kind]).toEqual([3, 'head at 30', 'closed']);
  player.goTo(player.starts[0] ?? -1);
  expect([player.frame, player.fishbone.head, player.span?.title]).toEqual([0, 'head at 0', 'Whys']);
  player.goTo(99);
  expect([player.frame, player.atMs]).toEqual([3, 30]);
});

test('[WS80] it plays from the beginning when it has ended, waits where it is paused, and ends', () => {
  const player = new ReplayPlayer(REPLAY);
  player.play();
  expect([player.isPlaying, player.frame]).toEqual([true, 0]);
  vi.advanceTimersByTime(400);
  expect(player.frame).toBe(1);
  player.pause();
  vi.advanceTimersByTime(10_000);
  expect(player.frame).toBe(1);
  player.speed = 4;
  player.play();
  vi.advanceTimersByTime(200);
  expect([player.isPlaying, player.frame]).toEqual([false, 3]);
});

test('an empty replay has one place, and nothing on it', () => {
  const player = new ReplayPlayer({ ...REPLAY, spans: [], frames: [] });
  expect([player.last, player.step, player.fishbone.bones]).toEqual([0, -1, []]);
});
