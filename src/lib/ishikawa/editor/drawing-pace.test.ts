import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { DrawingPace } from './drawing-pace.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function typingInto(labels: number) {
  let drawn = 0;
  const doc = new Y.Doc();
  const causes = doc.getMap<Y.Text>('causes');
  const text = new Y.Text();
  causes.set('a', text);
  const pace = new DrawingPace(
    () => drawn++,
    () => Date.now(),
  );
  causes.observeDeep((events) => pace.changed(events, labels));
  return {
    type: () => text.insert(0, 'x'),
    addCause: () => causes.set(`b${drawn}`, new Y.Text()),
    pace,
    drawn: () => drawn,
  };
}

test('[IK81] in a large picture words wait for a pause, but not for ever', () => {
  const { type, drawn } = typingInto(1000);
  type();
  vi.advanceTimersByTime(80);
  type();
  vi.advanceTimersByTime(80);
  expect(drawn()).toBe(0);
  vi.advanceTimersByTime(20);
  expect(drawn()).toBe(1);
  for (let i = 0; i < 12; i++) {
    type();
    vi.advanceTimersByTime(40);
  }
  expect(drawn()).toBe(2);
});

test('[IK81] a change of shape, and any in a small picture, is drawn at once', () => {
  const large = typingInto(1000);
  large.type();
  large.addCause();
  expect(large.drawn()).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(large.drawn()).toBe(1);
  const small = typingInto(20);
  small.type();
  expect(small.drawn()).toBe(1);
});

test('[IK81] nothing is drawn once the page is left', () => {
  const { type, pace, drawn } = typingInto(1000);
  type();
  pace.stop();
  vi.advanceTimersByTime(1000);
  expect(drawn()).toBe(0);
});
