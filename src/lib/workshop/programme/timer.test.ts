import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockOffset } from './clock-offset.ts';
import { changeTimer, remainingMs, showTime, TIMER_OFF } from './timer.ts';

const MINUTE = 60_000;

test('[WS11] a time box runs, pauses, goes on and ends by the moment at which it ends', () => {
  const started = changeTimer(TIMER_OFF, { change: 'start', minutes: 5 }, 0);
  expect(remainingMs(started, 2 * MINUTE)).toBe(3 * MINUTE);
  const paused = changeTimer(started, { change: 'pause' }, 2 * MINUTE);
  expect(remainingMs(paused, 60 * MINUTE)).toBe(3 * MINUTE);
  const resumed = changeTimer(paused, { change: 'resume' }, 60 * MINUTE);
  expect(remainingMs(resumed, 61 * MINUTE)).toBe(2 * MINUTE);
  expect(changeTimer(resumed, { change: 'stop' }, 0)).toEqual(TIMER_OFF);
  expect(remainingMs(TIMER_OFF, 0)).toBeUndefined();
});

test('[WS11] one minute more is a whole minute, also when the time was over', () => {
  const started = changeTimer(TIMER_OFF, { change: 'start', minutes: 1 }, 0);
  expect(remainingMs(changeTimer(started, { change: 'extend', minutes: 1 }, 5 * MINUTE), 5 * MINUTE)).toBe(
    MINUTE,
  );
  expect(remainingMs(changeTimer(started, { change: 'extend', minutes: 1 }, 0), 0)).toBe(2 * MINUTE);
});

test('[WS11] what does not fit the state of the timer changes nothing', () => {
  expect(changeTimer(TIMER_OFF, { change: 'pause' }, 0)).toEqual(TIMER_OFF);
  expect(changeTimer(TIMER_OFF, { change: 'extend', minutes: 1 }, 0)).toEqual(TIMER_OFF);
});

test('[WS11] time is read as minutes and seconds, with a plus when it is over', () => {
  expect([showTime(MINUTE), showTime(59_001), showTime(0), showTime(-999), showTime(-61_000)]).toEqual([
    '1:00',
    '1:00',
    '0:00',
    '0:00',
    '+1:01',
  ]);
});

test('[WS11] a device whose clock is wrong by any amount finds the server’s, within half of the shortest way', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.array(fc.tuple(fc.nat(400), fc.nat(400)), { minLength: 1, maxLength: 5 }),
      (skew, ways) => {
        const samples = ways.map(([there, back], index) => {
          const askedMs = index * 1000;
          return { askedMs, answeredMs: askedMs + there + back, serverMs: askedMs + there + skew };
        });
        const shortest = Math.min(...ways.map(([there, back]) => there + back));
        expect(Math.abs(clockOffset(samples) - skew)).toBeLessThanOrEqual(shortest / 2);
      },
    ),
  );
});
