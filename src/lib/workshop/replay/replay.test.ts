import { expect, test } from 'vitest';
import type { StepId } from '../step.ts';
import { planFrames, spanAt, spanStarts, stepSpans, type StepSpan } from './replay.ts';

const step = (id: string, spentMs: number) => ({
  id: id as StepId,
  kind: 'whys' as const,
  title: id,
  spentMs,
});
const span = (fromMs: number, toMs: number | null): StepSpan => ({ kind: 'whys', title: '', fromMs, toMs });

test('[WS80] seals tell when the room came to each step and left it, also for the second time', () => {
  const spans = stepSpans(
    [
      { step: step('a', 10), sealedAtMs: 110 },
      { step: step('b', 5), sealedAtMs: 115 },
      { step: step('a', 30), sealedAtMs: 135 },
    ],
    { stage: 'vote', title: 'now', movedAtMs: 135 },
  );
  expect(spans.map(({ title, fromMs, toMs }) => [title, fromMs, toMs])).toEqual([
    ['a', 100, 110],
    ['b', 110, 115],
    ['a', 115, 135],
    ['now', 135, null],
  ]);
});

test('[WS82] a room that was never opened, or is being prepared again, shows nothing of the preparation', () => {
  expect(stepSpans([], { stage: 'prepare', title: '', movedAtMs: 0 })).toEqual([]);
  expect(stepSpans([], { stage: 'closed', title: '', movedAtMs: 0 })).toEqual([]);
  const seals = [{ step: step('a', 10), sealedAtMs: 110 }];
  expect(stepSpans(seals, { stage: 'prepare', title: '', movedAtMs: 110 })).toHaveLength(1);
});

test('[WS81] a short log keeps every update, a long one at most as many frames as asked for', () => {
  const spans = [span(0, 100), span(100, null)];
  expect(planFrames([10, 20, 150], spans, 400)).toEqual([
    { end: 0, atMs: 0 },
    { end: 1, atMs: 10 },
    { end: 2, atMs: 20 },
    { end: 2, atMs: 100 },
    { end: 3, atMs: 150 },
  ]);
  const many = Array.from({ length: 20_000 }, (_, i) => i);
  for (const count of [1, 7, 60]) {
    const parts = Array.from({ length: count }, (_, i) =>
      span(i * 300, i === count - 1 ? null : (i + 1) * 300),
    );
    const plan = planFrames(many, parts, 400);
    expect(plan.length).toBeLessThanOrEqual(400);
    expect(plan.length).toBeGreaterThan(200);
    expect(plan.at(-1)).toEqual({ end: 20_000, atMs: 19_999 });
  }
});

test('[WS82] what was written while nobody saw the board comes with the step after it, as it was then', () => {
  const spans = [span(100, 200), span(300, 400)];
  expect(planFrames([10, 20, 150, 250, 260, 350, 500], spans, 400)).toEqual([
    { end: 2, atMs: 100 },
    { end: 3, atMs: 150 },
    { end: 5, atMs: 300 },
    { end: 6, atMs: 350 },
  ]);
});

test('[WS80] a step is jumped to, and said while it runs', () => {
  const frames = [0, 10, 100, 150, 300].map((atMs) => ({ atMs }));
  const starts = spanStarts(frames, [span(0, 100), span(100, 300), span(300, null)]);
  expect(starts).toEqual([0, 2, 4]);
  expect([0, 1, 2, 3, 4].map((frame) => spanAt(starts, frame))).toEqual([0, 0, 1, 1, 2]);
});
